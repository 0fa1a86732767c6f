import Foundation

/// A fixed number of threads for work that blocks: files, blocking C, long CPU work.
///
/// Such work stalls Swift's cooperative pool and makes Dispatch add threads without
/// end (HTTP L9). Work that finds the queue full is refused at once. The threads end
/// with the pool, after the work that was already taken.
package final class BlockingPool: Sendable {
    private let queue: BlockingQueue

    /// Starts the threads; `queued` is how much work may wait for one.
    package init(threads: Int, queued: Int) {
        precondition(threads > 0 && queued >= 0, "a blocking pool needs a thread")
        let queue = BlockingQueue(threads: threads, waiting: queued)
        self.queue = queue
        for _ in 0..<threads { Thread.detachNewThread { queue.work() } }
    }

    deinit { queue.close() }

    /// How much work waits for a thread just now.
    package var waiting: Int { queue.waiting }

    /// Runs the work on one of the threads and gives back what it returns or throws.
    ///
    /// A cancelled caller leaves the queue with `CancellationError`; work that has
    /// started is never broken off.
    package func run<Product: Sendable>(
        _ work: @escaping @Sendable () throws -> Product
    ) async throws -> Product {
        let number = queue.nextNumber()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let job = BlockingJob(
                    number: number,
                    work: {
                        let product = Result { try work() }
                        return { continuation.resume(with: product) }
                    },
                    refuse: { continuation.resume(throwing: $0) })
                queue.add(job)
                // A cancellation may have come before there was anything to take back.
                if Task.isCancelled { queue.takeBack(number) }
            }
        } onCancel: {
            queue.takeBack(number)
        }
    }
}
