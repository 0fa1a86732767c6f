import DequeModule
import Dispatch
import Synchronization

/// What the threads of a pool share: the waiting calls, and a count to sleep on.
final class BlockingQueue: Sendable {
    private struct State {
        var jobs: Deque<BlockingJob> = []
        var busy = 0
        var lastNumber: UInt64 = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    /// Counts jobs, also those taken back since, and one wake-up a thread for closing.
    private let pending = DispatchSemaphore(value: 0)
    private let threads: Int
    private let mostWaiting: Int

    init(threads: Int, waiting: Int) {
        self.threads = threads
        self.mostWaiting = waiting
    }

    var waiting: Int { state.withLock { $0.jobs.count } }

    func nextNumber() -> UInt64 {
        state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
    }

    /// Queues a job, or refuses it when every thread is spoken for and the queue is full.
    func add(_ job: BlockingJob) {
        let isTaken = state.withLock { state in
            guard state.busy + state.jobs.count < threads + mostWaiting else { return false }
            state.jobs.append(job)
            return true
        }
        if isTaken { pending.signal() } else { job.refuse(BlockingError.full(waiting: mostWaiting)) }
    }

    /// Refuses a job that has not started; does nothing to any other.
    func takeBack(_ number: UInt64) {
        let job = state.withLock { state in
            state.jobs.firstIndex { $0.number == number }.map { state.jobs.remove(at: $0) }
        }
        job?.refuse(CancellationError())
    }

    func close() {
        state.withLock { $0.isClosed = true }
        for _ in 0..<threads { pending.signal() }
    }

    /// The life of one thread: until the queue is closed and empty.
    func work() {
        while true {
            pending.wait()
            guard let job = next() else {
                if isFinished { return }
                continue
            }
            let deliver = job.work()
            // Before the caller hears of it, or its next call might find the pool full.
            state.withLock { $0.busy -= 1 }
            deliver()
        }
    }

    private var isFinished: Bool { state.withLock { $0.isClosed && $0.jobs.isEmpty } }

    private func next() -> BlockingJob? {
        state.withLock { state in
            guard let job = state.jobs.popFirst() else { return nil }
            state.busy += 1
            return job
        }
    }
}
