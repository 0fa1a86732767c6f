/// Why a pipeline under test did not get where it should.
package enum PipelineError: Error, CustomStringConvertible {
    case notStarted(String)
    case tooSlow(String, logs: String)
    case refused(status: Int, body: String)
    case unreadable(String)

    package var description: String {
        switch self {
        case .notStarted(let program): "\(program) was not started"
        case .tooSlow(let what, let logs): "waited in vain until \(what)\n\(logs)"
        case .unreadable(let what): "the Compose file holds \(what)"
        case .refused(let status, let body): "the reply was \(status): \(body)"
        }
    }
}
