/// One of the three kinds of work a task can be; each has a service of its own.
///
/// The raw value is what the task tables store (QUEUE.md §2).
package enum Stage: Int16, Sendable, Hashable, CaseIterable, Codable {
    case generate = 0
    case revise = 1
    case verify = 2
}

extension Stage: CustomStringConvertible {
    /// The name used in logs, metrics and the API: `generate`, `revise` or `verify`.
    package var description: String {
        switch self {
        case .generate: "generate"
        case .revise: "revise"
        case .verify: "verify"
        }
    }
}
