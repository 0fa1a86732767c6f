import Backends
import Blobs
import Domain
import Postgres
import TaskQueue
import Testing

@testable import StageWorker

/// How a task fails for what its handler threw.
@Suite struct TaskOutcomeFailureTests {
    private struct Surprise: Error {}

    private func kind(of error: any Error) -> TaskFailure.Kind? {
        guard case .failed(let failure) = TaskOutcome<Int>(failing: error) else { return nil }
        return failure.kind
    }

    @Test func `a chat says itself how its task fails`() {
        #expect(kind(of: ChatFailure(.retry, "unreadable")) == .retry)
        #expect(kind(of: ChatFailure(.fatal, "too long")) == .fatal)
        #expect(kind(of: ChatFailure(.release, "stopping")) == .release)
        let outcome = TaskOutcome<Int>(failing: ChatFailure(.snooze(.seconds(7)), "busy"))
        guard case .failed(let failure) = outcome else { return #expect(Bool(false)) }
        #expect(failure.kind == .snooze && failure.delay == .seconds(7))
    }

    @Test func `what is not the task's fault costs it nothing`() {
        #expect(kind(of: LeaseLost()) == .release)
        #expect(kind(of: CancellationError()) == .release)
        #expect(kind(of: PostgresError.connectionLost("reset")) == .snooze)
        #expect(kind(of: BlobError.unreachable("no route")) == .snooze)
        #expect(kind(of: BlobError.busy) == .snooze)
    }

    @Test func `anything unforeseen is tried again, and counted`() {
        #expect(kind(of: Surprise()) == .retry)
    }
}
