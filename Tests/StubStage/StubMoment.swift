import Domain
import Foundation
import StageWorker

/// What passes between a task's claim and its result: time, or the end of the process.
///
/// `STUB_LATENCY` is the time in milliseconds, `STUB_POISON` the sample whose response can't be
/// drawn without dying of it.
struct StubMoment: Sendable {
    private let latency: Duration
    private let poison: Int64?

    init() {
        let environment = ProcessInfo.processInfo.environment
        latency = .milliseconds(environment["STUB_LATENCY"].flatMap { Int($0) } ?? 0)
        poison = environment["STUB_POISON"].flatMap { Int64($0) }
    }

    func pass(_ work: StageWork) async throws {
        if work.task.sample == poison, work.task.stage == .generate { kill(getpid(), SIGKILL) }
        try await work.checkLease()
        if latency > .zero { try await Task.sleep(for: latency) }
    }
}
