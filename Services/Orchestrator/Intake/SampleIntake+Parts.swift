import Contracts
import Images
import Records

/// One part of a multipart upload, as its parser hands it out.
struct UploadPart<Body: AsyncSequence<ArraySlice<UInt8>, any Error>> {
    let name: String
    let body: Body
}

extension UploadPart: Sendable where Body: Sendable {}

extension SampleIntake {
    /// Images one upload may bring (ours): a name and a digest of each are kept.
    static let mostParts = 100_000

    /// Takes in an upload whose parts are images, named by path, and one part `samples` of lines.
    ///
    /// The parts may come in any order: images are stored as they come, and the
    /// lines wait in a temporary file until all of them are there.
    @discardableResult
    func take<Body: AsyncSequence<ArraySlice<UInt8>, any Error>>(
        parts: some AsyncSequence<UploadPart<Body>, any Error>, into job: Int32, strict: Bool = false,
        answer: (IntakeLine) async throws -> Void
    ) async throws -> IntakeSummary {
        var uploaded: UploadedImages = [:]
        var lines = try await SpoolFile(pool: images.pool)
        var hasLines = false
        for try await part in parts {
            if part.name == "samples" {
                hasLines = true
                for try await block in part.body { try await lines.add(Array(block)) }
            } else {
                guard uploaded.count < Self.mostParts else {
                    throw IntakeRefusal.tooManyParts(allowed: Self.mostParts)
                }
                uploaded[part.name] = try await image(of: part)
            }
        }
        guard hasLines else { throw IntakeRefusal.samplesPartMissing }
        try await lines.flush()
        return try await take(
            try await lines.blocks(), into: job, strict: strict, parts: uploaded, answer: answer)
    }

    private func image<Body>(of part: UploadPart<Body>) async throws -> Result<ImageRecord, IntakeProblem> {
        var bytes: [UInt8] = []
        var isTooLarge = false
        for try await block in part.body {
            isTooLarge = isTooLarge || bytes.count + block.count > images.limits.bytes
            if !isTooLarge { bytes += block }
        }
        guard isTooLarge else { return try await images.take(part: part.name, bytes) }
        return .failure(
            IntakeProblem(
                code: .imageTooLarge,
                message: "\(part.name.prefix(200)): more than \(images.limits.bytes) bytes",
                pointer: "/image/path"))
    }
}
