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
    /// The name of the part that holds the lines.
    private static let samples = "samples"

    /// Takes the images of a received upload's lines from its parts, else as `take(_:into:)` does.
    @discardableResult
    func take(
        _ upload: SampleUpload, into job: Int32, strict: Bool = false,
        answer: (IntakeLine) async throws -> Void
    ) async throws -> IntakeSummary {
        try await take(upload.lines, into: job, strict: strict, parts: upload.images, answer: answer)
    }

    /// Receives an upload whose parts are images, named by path, and one part `samples` of lines.
    ///
    /// The parts may come in any order: images are stored as they come, and the
    /// lines wait until all of them are there. Throws `IntakeRefusal`, and whatever
    /// the parts throw; an image that is no good is a matter of its lines.
    func receive<Body: AsyncSequence<ArraySlice<UInt8>, any Error>>(
        _ parts: some AsyncSequence<UploadPart<Body>, any Error>, limits: UploadLimits = UploadLimits()
    ) async throws -> SampleUpload {
        var uploaded: UploadedImages = [:]
        var lines = try await SpoolFile(pool: images.pool)
        var hasLines = false
        for try await part in parts {
            guard part.name.utf8.count <= limits.nameBytes else {
                throw IntakeRefusal.partNameTooLong(allowed: limits.nameBytes)
            }
            if part.name == Self.samples {
                if hasLines { try await lines.add([UInt8(ascii: "\n")]) }
                hasLines = true
                try await Self.spool(part.body, to: &lines, atMost: limits.lineBytes)
            } else {
                guard uploaded.count < limits.parts else {
                    throw IntakeRefusal.tooManyParts(allowed: limits.parts)
                }
                guard uploaded[part.name] == nil else {
                    throw IntakeRefusal.partRepeated(name: part.name)
                }
                uploaded[part.name] = try await image(of: part)
            }
        }
        guard hasLines else { throw IntakeRefusal.samplesPartMissing }
        try await lines.flush()
        return SampleUpload(images: uploaded, lines: try await lines.blocks())
    }

    private static func spool(
        _ body: some AsyncSequence<ArraySlice<UInt8>, any Error>, to lines: inout SpoolFile,
        atMost most: Int64
    ) async throws {
        for try await block in body {
            try await lines.add(Array(block))
            guard lines.size <= most else { throw IntakeRefusal.linesTooLarge(allowed: most) }
        }
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
