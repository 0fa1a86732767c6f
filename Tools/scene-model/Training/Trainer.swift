import Blocking
import Foundation
import Logging
import Synchronization

/// Trains one job after the other, as the trainer contract says (BACKENDS §8).
final class Trainer: Sendable {
    let settings: TrainerSettings
    /// The base model it can train.
    let base: String
    let store: TrainerStore
    /// Where files are written and read.
    let disk = BlockingPool(threads: 2, queued: 1_024)
    /// Where a training computes.
    private let work = BlockingPool(threads: 1, queued: 8)
    private let running = Mutex<Running?>(nil)
    private let wakes: AsyncStream<Void>
    private let waking: AsyncStream<Void>.Continuation
    private let logger: Logger

    /// The training that runs, and how to stop it.
    private struct Running {
        let job: String
        let stop: AsyncStream<Void>.Continuation
    }

    init(_ settings: TrainerSettings, base: String, logger: Logger) {
        self.settings = settings
        self.base = base
        self.logger = logger
        store = TrainerStore(folder: TrainerFolder(settings.folder))
        (wakes, waking) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Takes up what an earlier process left; comes before anybody is served.
    func open() async {
        do {
            try await disk.run { [store] in try store.open() }
        } catch {
            // Chats are served all the same; who wants to train is told.
            logger.warning("no training", metadata: ["reason": "\(error)"])
        }
        waking.yield()
    }

    /// Trains until cancelled.
    func run() async {
        for await _ in wakes {
            while !Task.isCancelled, let job = store.nextJob { await train(job) }
        }
    }

    /// Queues a training; `admitted` says what became of it.
    func admit(_ request: FineTuningRequest, key: String?) async throws -> TrainerStore.Admission {
        let (store, queue) = (store, settings.queue)
        let admission = try await disk.run { try store.admit(request, key: key, queue: queue) }
        waking.yield()
        return admission
    }

    /// Cancels a job that is not over; nil if there is none of this name.
    func cancel(_ id: String) async throws -> FineTuningJob? {
        let store = store
        _ = try await disk.run {
            try store.change(id) { job in
                job.tell("cancelled", at: TrainerStore.now)
                job.end(.cancelled, at: TrainerStore.now)
            }
        }
        running.withLock { if $0?.job == id { $0?.stop.finish() } }
        return store.job(id)
    }

    /// Runs a training until it ends or is stopped, whichever comes first.
    private func train(_ job: FineTuningJob) async {
        let (stops, stop) = AsyncStream<Void>.makeStream()
        running.withLock { $0 = Running(job: job.id, stop: stop) }
        let run = TrainingRun(job: job, store: store, pool: work, duration: settings.duration)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await run.run() }
            group.addTask { for await _ in stops {} }
            await group.next()
            group.cancelAll()
        }
        running.withLock { $0 = nil }
        logger.info(
            "training ended",
            metadata: ["job": "\(job.id)", "status": "\(store.job(job.id)?.status.rawValue ?? "")"])
    }
}
