package import Digests
package import Domain

/// A sample that has been checked and waits to be stored.
package struct SampleDraft: Sendable {
    package let id: SampleID
    /// The user's id for it; the content's digest where the user gave none.
    package let name: String
    package let image: ImageRecord
    package let instruction: Instruction
    package let reference: Reference
    package let tags: [String]

    package init(
        id: SampleID, name: String?, image: ImageRecord, instruction: Instruction, reference: Reference,
        tags: [String]
    ) {
        self.id = id
        self.image = image
        self.instruction = instruction
        self.reference = reference
        self.tags = tags
        let content = Self.content(image: image.sha256, instruction: instruction)
        self.name = name ?? content.hex
    }

    /// The digest that makes two samples the same: image and instruction.
    package var content: SHA256Digest { Self.content(image: image.sha256, instruction: instruction) }

    private static func content(image: SHA256Digest, instruction: Instruction) -> SHA256Digest {
        SHA256Digest(of: image.bytes + Array(instruction.rawValue.utf8))
    }
}
