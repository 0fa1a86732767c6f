import Contracts
import Domain
import Records

extension TrainingWork {
    /// The job was cancelled: so is what runs. What the trainer does not know is no trouble.
    ///
    /// A start whose answer was lost may run there under its key, so it is found by it first.
    func cancel(_ training: TrainingRecord) async throws -> Outcome {
        do throws(TrainerError) {
            if let id = try await known(training) { try await trainer.cancel(id) }
        } catch .unreachable(let reason) {
            return Outcome(step: .told(training.progress, reason: reason), pause: 30)
        } catch {
            // It knows of no such training, or refuses: there is nothing to cancel.
        }
        return Outcome(step: .cancelled)
    }

    /// What the trainer calls a training, if it may have been started.
    private func known(_ training: TrainingRecord) async throws(TrainerError) -> String? {
        if let id = training.trainerJob { return id }
        guard let file = training.file else { return nil }
        let begun: Outcome
        do {
            begun = try await start(training, file)
        } catch let error as TrainerError {
            throw error
        } catch {
            throw .unreachable("\(error)")
        }
        if case .begun(let id, _) = begun.step { return id }
        return nil
    }

    /// Ends what has taken too long, unless it is over by now.
    func giveUp(_ training: TrainingRecord) async throws -> Outcome {
        let reason = "it had no result within \(Int(timeout / .seconds(1))) seconds"
        guard let id = training.trainerJob else { return again(training, reason) }
        switch try await trainer.job(id).status {
        case .succeeded, .failed, .cancelled: return try await look(training, id)
        case .validatingFiles, .queued, .running:
            try await trainer.cancel(id)
            return again(training, reason)
        }
    }

    /// The trainer needs the pairs no more; that it can't delete them now is its own matter.
    func deletePairs(of training: TrainingRecord) async {
        guard let file = training.file else { return }
        try? await trainer.deleteFile(file)
    }
}
