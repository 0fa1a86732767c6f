import Domain
import Testing

@testable import TaskQueue

@Suite struct LeaseTests {
    @Test func `a lease is trusted until its moment and not at it`() {
        let end = ContinuousClock.now
        let lease = Lease(task: TaskID(rawValue: 7), token: LeaseToken(rawValue: 41), trustedUntil: end)
        #expect(lease.isTrusted(at: end - .nanoseconds(1)))
        #expect(!lease.isTrusted(at: end))
    }

    @Test func `tokens and incarnations are never drawn twice`() {
        #expect(Set((0..<10_000).map { _ in LeaseToken.random() }).count == 10_000)
        let workers = (0..<10_000).map { _ in WorkerID.random() }
        #expect(Set(workers).count == 10_000)
        #expect(workers.allSatisfy { $0.rawValue > 0 })
    }
}
