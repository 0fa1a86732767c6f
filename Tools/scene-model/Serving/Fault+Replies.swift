import Foundation
import HTTPServing

extension Fault {
    /// The error of faults that answer at once.
    var refusal: OpenAIError? {
        switch self {
        case .tooMany:
            OpenAIError(status: 429, type: "RateLimitError", message: "Too many requests (injected).")
        case .unavailable: .unavailable("Overloaded (injected).")
        case .failure:
            OpenAIError(status: 500, type: "InternalServerError", message: "Failed (injected).")
        case .hang, .drop, .garbage, .drip: nil
        }
    }

    /// A right completion sent wrongly; nil where the fault is another.
    func spoiled(_ completion: Completion) throws -> Reply? {
        let body = [UInt8](try JSONEncoder().encode(completion))
        switch self {
        case .garbage: return .text("<html>upstream</html>", type: "application/json")
        case .drop:
            return .stream(type: "application/json") { writer in
                try await writer.write(body.prefix(body.count / 2))
                throw BrokenOff()
            }
        case .drip:
            return .stream(type: "application/json") { writer in
                for start in stride(from: 0, to: body.count, by: 16) {
                    try await writer.write(body[start..<min(start + 16, body.count)])
                    try await Task.sleep(for: .milliseconds(50))
                }
            }
        case .tooMany, .unavailable, .failure, .hang: return nil
        }
    }

    /// Ends a body in its middle, on purpose.
    private struct BrokenOff: Error {}
}
