/// Why a whole upload of samples is refused.
enum IntakeRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// The job has started, or is gone: its samples are counted (DECISIONS 11).
    case takesNoSamples
    /// A multipart upload without the part that holds the lines.
    case samplesPartMissing
    /// More images than one upload may bring.
    case tooManyParts(allowed: Int)
    case partNameTooLong(allowed: Int)
    /// Two images of one name: which of them the lines mean can't be told.
    case partRepeated(name: String)
    /// More lines than one multipart upload may bring; lines alone have no bound.
    case linesTooLarge(allowed: Int64)

    var description: String {
        switch self {
        case .takesNoSamples:
            "the job takes no samples any more: they are taken until it starts; create another job for more"
        case .samplesPartMissing:
            "the upload has no part named samples, which holds the lines; other parts are images by their paths"
        case .tooManyParts(let allowed):
            "the upload has more than \(allowed) images; send it in several, stored lines are not stored twice"
        case .partNameTooLong(let allowed):
            "a part's name has more than \(allowed) bytes; parts are named by the paths that the lines use"
        case .partRepeated(let name):
            "the upload has two parts named \"\(name.prefix(200))\"; name each image by a path of its own"
        case .linesTooLarge(let allowed):
            "the part samples has more than \(allowed) bytes; send the upload in several"
        }
    }
}
