import Contracts

/// One thing that happened to a training.
struct FineTuningEvent: Sendable, Hashable, Codable {
    enum Level: String, Sendable, Hashable, Codable { case info, warn, error }
    enum Kind: String, Sendable, Hashable, Codable { case message, metrics }

    let id: String
    let createdAt: Int
    let level: Level
    let kind: Kind
    let message: String
    /// The figures of a metrics event, and of some others.
    let details: JSONValue

    /// The event as a reply.
    var json: JSONValue {
        [
            "object": "fine_tuning.job.event", "id": .string(id),
            "created_at": .integer(Int64(createdAt)), "level": .string(level.rawValue),
            "type": .string(kind.rawValue), "message": .string(message), "data": details,
        ]
    }
}
