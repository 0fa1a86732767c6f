import Backends
import TaskQueue

extension TaskOutcome {
    /// How a task fails for what its handler threw.
    init(failing error: any Error) {
        switch error {
        case let failure as ChatFailure: self = Self.failed(as: failure)
        case is LeaseLost, is CancellationError: self = .release
        default: self = .retry("\(error)")
        }
    }

    private static func failed(as failure: ChatFailure) -> Self {
        switch failure.kind {
        case .retry: .retry(failure.description)
        case .snooze(let delay): .snooze(failure.description, for: delay)
        case .fatal: .fatal(failure.description)
        case .release: .release
        }
    }
}
