import Archives
import Domain
import Foundation
import Records

/// Does the next step of one training: send the pairs, start, look, fetch the adapter.
///
/// Each step can be repeated: a file that was sent twice costs a file, the start is found by
/// its key, and an adapter that was fetched twice is the same (QUEUE R36).
struct TrainingWork: Sendable {
    let jobs: JobRecords
    let adapters: AdapterRecords
    let trainer: TrainerClient
    let file: TrainingFile
    let folder: AdapterFolder
    let bases: BaseModels
    let timeout: Duration

    /// What a step found out, and how many seconds until the next.
    struct Outcome: Sendable {
        var step: TrainingHolds.Step
        var pause = 0.0
    }

    /// Attempts that a training has before a person must decide, and after each time they did.
    private static let mostAttempts = 3
    /// Between two tries of what may be better soon.
    private static let patience = 10.0

    func next(_ training: TrainingRecord) async throws -> Outcome {
        let outcome = try await found(training)
        switch outcome.step {
        // What it was sent is sent anew, or needed no more.
        case .again, .failed, .succeeded, .cancelled: await deletePairs(of: training)
        case .sent, .begun, .told: break
        }
        return outcome
    }

    private func found(_ training: TrainingRecord) async throws -> Outcome {
        do {
            if training.isCancelled { return try await cancel(training) }
            if let deadline = training.deadline, deadline < .now { return try await giveUp(training) }
            guard let file = training.file else { return try await send(training) }
            guard let job = training.trainerJob else { return try await start(training, file) }
            return try await look(training, job)
        } catch let error as TrainerError {
            return outcome(of: training, after: error)
        } catch let trouble as BaseModels.Trouble {
            return outcome(of: training, after: trouble)
        } catch let objection as AdapterObjection {
            return Outcome(step: .failed(reason: "the adapter is refused: \(objection)"))
        } catch let error as TarError {
            return Outcome(step: .failed(reason: "the adapter is refused: \(error)"))
        } catch let error as ExportError {
            return Outcome(step: .failed(reason: "the pairs can't be sent: \(error)"))
        }
    }

    private func outcome(of training: TrainingRecord, after error: TrainerError) -> Outcome {
        switch error {
        case .unreachable: wait(training, "\(error)")
        case .unknown: again(training, "\(error)")
        case .refused: Outcome(step: .failed(reason: "\(error)"))
        }
    }

    private func outcome(of training: TrainingRecord, after trouble: BaseModels.Trouble) -> Outcome {
        switch trouble {
        case .notNow(let reason): wait(training, reason)
        case .never(let reason): Outcome(step: .failed(reason: reason))
        }
    }

    private func wait(_ training: TrainingRecord, _ reason: String) -> Outcome {
        // A trainer that never comes back must end some day as well.
        let seconds = training.deadline == nil ? timeout / .seconds(1) : nil
        return Outcome(
            step: .told(training.progress, reason: reason, seconds: seconds), pause: Self.patience)
    }

    func again(_ training: TrainingRecord, _ reason: String) -> Outcome {
        guard training.attempt % Self.mostAttempts != 0 else { return Outcome(step: .failed(reason: reason)) }
        return Outcome(step: .again(reason: reason), pause: Self.patience)
    }
}
