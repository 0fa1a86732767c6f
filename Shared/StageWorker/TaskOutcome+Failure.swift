import Backends
import Blobs
import Postgres
import TaskQueue

extension TaskOutcome {
    /// How a task fails for what its handler threw.
    init(failing error: any Error) {
        switch error {
        case let failure as ChatFailure: self = Self.failed(as: failure)
        case is LeaseLost, is CancellationError: self = .release
        case let error as BlobError: self = Self.failed(as: error)
        case let error as PostgresError: self = .snooze("\(error)", for: .seconds(2))
        default: self = .retry("\(error)")
        }
    }

    /// A blob may be on its way, or its disk full for a while: none of this is the task's fault.
    private static func failed(as error: BlobError) -> Self {
        switch error {
        case .corrupt, .tooLarge: .fatal(error.description)
        case .cancelled: .release
        case .missing, .readOnly, .file, .busy, .unreachable: .snooze(error.description, for: .seconds(2))
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
