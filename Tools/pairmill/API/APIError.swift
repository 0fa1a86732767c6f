import Curl
import Foundation

/// Why a call of the API brought nothing.
enum APIError: Error, Sendable, Equatable {
    case refused(APIProblem)
    /// A status other than 2xx without problem details.
    case unexpected(status: Int, text: String)
    case notReached(address: String, CurlError)
    /// The reply is not what the API promises.
    case unreadable(path: String, reason: String)
}

extension APIError {
    /// Reads a reply that is no success: problem details, or whatever text it is.
    init(status: Int, body: [UInt8]) {
        // Only some bodies are problem details; which one is told by reading it.
        if let problem = try? JSONDecoder().decode(APIProblem.self, from: Data(body)) {
            self = .refused(problem)
        } else {
            self = .unexpected(status: status, text: String(decoding: body.prefix(500), as: UTF8.self))
        }
    }
}

extension APIError: CustomStringConvertible {
    var description: String {
        switch self {
        case .refused(let problem): problem.description
        case .unexpected(let status, let text): "status \(status): \(text)"
        case .notReached(let address, .couldNotConnect):
            "no Orchestrator answers at \(address); start one with `pairmill up`, or name one with "
                + "--orchestrator"
        case .notReached(let address, let error): "\(address): \(error)"
        case .unreadable(let path, let reason): "the reply to \(path) can't be read: \(reason)"
        }
    }
}
