package import Digests
package import Domain

/// What a task works on; inputs never change once their task exists (QUEUE R3).
package struct TaskInput: Sendable {
    package let task: TaskID
    /// The clean image.
    package let image: SHA256Digest
    package let instruction: Instruction
    package let reference: Reference
    /// The response to revise, or the response or revision to verify; nil for generate.
    package let text: String?
}
