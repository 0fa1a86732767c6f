import Domain
import Logging
import Records

/// Takes trainings one at a time and moves each a step on; any number of processes may.
struct TrainingDriver: Sendable {
    let holds: TrainingHolds
    let work: TrainingWork
    let events: JobEvents
    let logger: Logger

    /// Two at once: one that sends gigabytes keeps no other from being looked at.
    private static let width = 2

    /// Drives until it is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for _ in 0..<Self.width { group.addTask { await drive() } }
        }
    }

    private func drive() async {
        while !Task.isCancelled {
            if await step() { continue }
            // Cancelled: the loop ends.
            try? await Task.sleep(for: .milliseconds(500))
        }
    }

    /// Moves one training on; false if none is due.
    private func step() async -> Bool {
        do {
            guard let hold = try await holds.take() else { return false }
            await work(on: hold)
            return true
        } catch {
            if !Task.isCancelled {
                logger.warning("trainings can't be read", metadata: ["error": "\(error)"])
            }
            return false
        }
    }

    /// Works as long as the hold lasts; who has lost it stops.
    private func work(on hold: TrainingHolds.Hold) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await perform(hold) }
            group.addTask { await keep(hold) }
            await group.next()
            group.cancelAll()
            await group.waitForAll()
            // Cut short, it is looked at again at once; done, it is nobody's any more.
            _ = try? await holds.release(hold)
        }
    }

    private func perform(_ hold: TrainingHolds.Hold) async {
        let training = hold.training
        do {
            let outcome = try await work.next(training)
            guard try await holds.finish(hold, with: outcome.step, pause: outcome.pause) else { return }
            try await tell(training, outcome.step)
        } catch {
            guard !Task.isCancelled else { return }
            logger.warning(
                "a training can't go on",
                metadata: [
                    "job": "\(training.job)", "round": "\(training.round)", "role": "\(training.role)",
                    "error": "\(error)",
                ])
            // It stays where it is, and says why; if that can't be stored, its hold runs out.
            _ = try? await holds.finish(
                hold, with: .told(training.progress, reason: "\(error)"), pause: 10)
        }
    }

    private func keep(_ hold: TrainingHolds.Hold) async {
        while !Task.isCancelled {
            do { try await Task.sleep(for: .seconds(TrainingHolds.seconds / 4)) } catch { return }
            // A database that is away decides nothing; the hold's own end does.
            if (try? await holds.extend(hold)) == false { return }
        }
    }

    /// Whether two reasons say the same; how long a try took is no news.
    private static func isSame(_ one: String?, _ other: String?) -> Bool {
        one?.filter { !$0.isNumber } == other?.filter { !$0.isNumber }
    }

    /// Says what is new. How far a training is stands in the job's status, not in its events.
    private func tell(_ training: TrainingRecord, _ step: TrainingHolds.Step) async throws {
        if case .told(_, let reason, _) = step, Self.isSame(reason, training.reason) { return }
        try await events.add("training", TrainingNews(training, step), to: training.job)
        logger.info(
            "a training moved on",
            metadata: [
                "job": "\(training.job)", "round": "\(training.round)", "role": "\(training.role)",
                "state": "\(TrainingNews(training, step).state.rawValue)",
                "reason": "\(TrainingNews(training, step).reason ?? "")",
            ])
    }
}
