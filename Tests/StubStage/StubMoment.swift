import Domain
import Foundation
import StageWorker

/// What passes between a task's claim and its result: time, or the end of the process.
///
/// `STUB_LATENCY` is the time in milliseconds. `STUB_POISON` names a file: while it is there, the
/// first response about the first sample can't be drawn without dying of it.
struct StubMoment: Sendable {
    private let latency: Duration
    private let poison: String?

    init() {
        let environment = ProcessInfo.processInfo.environment
        latency = .milliseconds(environment["STUB_LATENCY"].flatMap { Int($0) } ?? 0)
        poison = environment["STUB_POISON"]
    }

    func pass(_ work: StageWork) async throws {
        if let poison, work.task.sample == 0, work.task.slot == 0, work.task.step == .generate,
            FileManager.default.fileExists(atPath: poison)
        {
            kill(getpid(), SIGKILL)
        }
        try await work.checkLease()
        if latency > .zero { try await Task.sleep(for: latency) }
    }
}
