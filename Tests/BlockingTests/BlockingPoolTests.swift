import Dispatch
import Foundation
import Glibc
import Synchronization
import Testing

@testable import Blocking

@Suite struct BlockingPoolTests {
    private struct Broken: Error, Equatable {}

    @Test func `work gives back its product or its error`() async throws {
        let pool = BlockingPool(threads: 1, queued: 4)
        #expect(try await pool.run { 6 * 7 } == 42)
        await #expect(throws: Broken()) { try await pool.run { throw Broken() } }
    }

    @Test func `work runs on the pool's own threads, never more than there are`() async throws {
        let pool = BlockingPool(threads: 3, queued: 200)
        let threads = try await withThrowingTaskGroup(of: UInt.self) { group in
            for _ in 0..<100 { group.addTask { try await pool.run { UInt(pthread_self()) } } }
            return try await group.reduce(into: Set<UInt>()) { $0.insert($1) }
        }
        #expect(threads.count <= 3)
    }

    @Test func `as many calls run at once as there are threads`() async throws {
        let pool = BlockingPool(threads: 2, queued: 0)
        let (mine, yours) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        async let first: Void = pool.run {
            mine.signal(); yours.wait()
        }
        async let second: Void = pool.run {
            yours.signal(); mine.wait()
        }
        _ = try await (first, second)
    }

    @Test func `what finds the queue full is refused, and a free pool takes again`() async throws {
        let pool = BlockingPool(threads: 1, queued: 2)
        let gate = Gate()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pool.run { gate.hold() } }
            await gate.held()
            for count in 1...2 {
                group.addTask { try await pool.run {} }
                while pool.waiting < count { await Task.yield() }
            }
            await #expect(throws: BlockingError.full(waiting: 2)) { try await pool.run {} }
            gate.open()
            try await group.waitForAll()
        }
        for _ in 0..<1000 { try await pool.run {} }
    }

    @Test func `without a queue one call after the other is still taken`() async throws {
        let pool = BlockingPool(threads: 1, queued: 0)
        for _ in 0..<1000 { try await pool.run {} }
    }

    @Test func `a call that is cancelled while it waits never starts`() async throws {
        let pool = BlockingPool(threads: 1, queued: 2)
        let gate = Gate()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pool.run { gate.hold() } }
            await gate.held()
            await withThrowingTaskGroup(of: Void.self) { waiting in
                waiting.addTask { try await pool.run { _ = Issue.record("it ran") } }
                while pool.waiting == 0 { await Task.yield() }
                waiting.cancelAll()
                await #expect(throws: CancellationError.self) { try await waiting.next() }
            }
            #expect(pool.waiting == 0)
            gate.open()
            try await group.waitForAll()
        }
        try await pool.run {}
    }

    @Test func `a call of a cancelled task never starts`() async throws {
        let pool = BlockingPool(threads: 1, queued: 2)
        let gate = Gate()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pool.run { gate.hold() } }
            await gate.held()
            await withThrowingTaskGroup(of: Void.self) { cancelled in
                cancelled.cancelAll()
                cancelled.addTask { try await pool.run { _ = Issue.record("it ran") } }
                await #expect(throws: CancellationError.self) { try await cancelled.next() }
            }
            gate.open()
            try await group.waitForAll()
        }
    }

    @Test func `work that was taken is done when the pool goes away`() async throws {
        let done = try await BlockingPool(threads: 1, queued: 1).run { true }
        #expect(done)
    }

    @Test func `the threads end with their pool`() async {
        let queue = BlockingQueue(threads: 2, waiting: 1)
        let ended = DispatchSemaphore(value: 0)
        let threads = (0..<2).map { _ in
            Thread {
                queue.work()
                ended.signal()
            }
        }
        threads.forEach { $0.start() }
        queue.takeBack(17)
        queue.close()
        #expect(ended.wait(timeout: .now() + 10) == .success)
        #expect(ended.wait(timeout: .now() + 10) == .success)
    }
}

/// Holds one thread until it is opened, and tells when it does.
final class Gate: Sendable {
    private let way = DispatchSemaphore(value: 0)
    private let isHeld = Mutex(false)

    func hold() {
        isHeld.withLock { $0 = true }
        way.wait()
    }

    func open() { way.signal() }

    func held() async {
        while !isHeld.withLock({ $0 }) { await Task.yield() }
    }
}
