import Contracts
import Domain

/// One line of our own NDJSON of samples (FORMATS.md §1).
///
///     {"id": "vqa-17", "image": {"path": "images/17.jpg"}, "instruction": "…", "reference": "…", "tags": []}
struct SampleLine: Sendable, Hashable {
    /// The user's id; nil where the content names the sample.
    var id: String?
    var image: ImageSource
    var instruction: Instruction
    var reference: Reference
    var tags: [String]
}

extension SampleLine {
    /// The most bytes an instruction or a reference may have.
    static let mostTextBytes = 64 << 10
    /// The most bytes an id or a tag may have; both stand in indexes or lists (ours).
    static let mostNameBytes = 1024
    static let mostTags = 64

    /// Reads a line; the problem names the first field that is wrong.
    init(parsing bytes: some Collection<UInt8>) throws(IntakeProblem) {
        let json: JSONValue
        do throws(JSONError) { json = try JSONValue(parsing: bytes) } catch {
            throw IntakeProblem(code: .malformedJSON, message: "the line is no JSON: \(error)")
        }
        try self.init(reading: json)
    }

    private init(reading json: JSONValue) throws(IntakeProblem) {
        var fields = try SampleFields(json)
        id = try fields.id()
        image = try fields.image()
        instruction = Instruction(rawValue: try fields.text("instruction", missing: .fieldMissing))
        reference = Reference(rawValue: try fields.text("reference", missing: .referenceMissing))
        tags = try fields.tags()
        try fields.finish()
        if instruction.rawValue.contains("<image>") {
            throw IntakeProblem(
                code: .placeholderCount,
                message: "instruction holds the placeholder <image>; leave it out, the key image says which",
                pointer: "/instruction")
        }
    }
}
