import Contracts

/// A file that was uploaded, or that a training made, as OpenAI's API shows it.
struct FineTuningFile: Sendable, Hashable, Codable {
    /// What a file is for.
    enum Purpose: String, Sendable, Hashable, Codable {
        case training = "fine-tune"
        case result = "fine-tune-results"
    }

    let id: String
    /// Counts up, so that files of one second have an order.
    let number: Int
    let bytes: Int64
    /// Unix seconds.
    let createdAt: Int
    let filename: String
    let purpose: Purpose

    /// The file as a reply.
    var json: JSONValue {
        [
            "id": .string(id), "object": "file", "bytes": .integer(bytes),
            "created_at": .integer(Int64(createdAt)), "filename": .string(filename),
            "purpose": .string(purpose.rawValue), "status": "processed",
        ]
    }
}
