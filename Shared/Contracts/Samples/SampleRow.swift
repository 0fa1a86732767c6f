package import Digests
package import Domain

/// One row of `GET /v1/jobs/{job}/samples`.
package struct SampleRow: Sendable, Codable, Hashable {
    package var id: SampleID
    /// The id the user gave it.
    package var name: String
    package var imageSHA256: SHA256Digest
    package var instruction: String
    package var reference: String
    package var tags: [String]
    /// How it ended the round asked for, else the last that it was in; nil before one has closed.
    package var outcome: SampleOutcome?

    package init(_ sample: Sample, outcome: SampleOutcome?) {
        id = sample.id
        name = sample.name
        imageSHA256 = sample.image
        instruction = sample.instruction.rawValue
        reference = sample.reference.rawValue
        tags = sample.tags
        self.outcome = outcome
    }

    package enum CodingKeys: String, CodingKey {
        case id, name, instruction, reference, tags, outcome
        case imageSHA256 = "image_sha256"
    }
}
