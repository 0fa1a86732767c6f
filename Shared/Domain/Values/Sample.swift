package import Digests

/// One image with an instruction and a reference: s = (V, I, r_ref).
package struct Sample: Sendable, Hashable {
    /// Its place in the order of storage, counted from 0; part of every `TaskID`.
    package let number: Int64
    package let id: SampleID
    /// The id the user gave it, unique in its job.
    package let name: String
    /// The clean image in the blob store.
    package let image: SHA256Digest
    package let instruction: Instruction
    package let reference: Reference
    package let tags: [String]

    package init(
        number: Int64, id: SampleID, name: String, image: SHA256Digest, instruction: Instruction,
        reference: Reference, tags: [String] = []
    ) {
        self.number = number
        self.id = id
        self.name = name
        self.image = image
        self.instruction = instruction
        self.reference = reference
        self.tags = tags
    }
}
