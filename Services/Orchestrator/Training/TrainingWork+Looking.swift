import Contracts
import Digests
import Domain
import Foundation
import Records

extension TrainingWork {
    func look(_ training: TrainingRecord, _ id: String) async throws -> Outcome {
        let job = try await trainer.job(id)
        var progress = training.progress
        for event in try await trainer.events(of: id, since: progress.lastEvent) { progress.take(event) }
        progress.take(job.progress)
        switch job.status {
        case .validatingFiles, .queued:
            // Others are trained first: that is not its time.
            return Outcome(
                step: .told(
                    progress, reason: JobStatus.queuedAtTrainer, seconds: timeout / .seconds(1)), pause: 2)
        case .running: return Outcome(step: .told(progress, reason: nil), pause: pause(training))
        case .succeeded: return try await fetch(training, job, progress)
        case .cancelled: return Outcome(step: .failed(reason: "it was cancelled at the trainer"))
        case .failed:
            let reason = [job.error?.code, job.error?.message].compactMap(\.self).joined(separator: ": ")
            return job.error?.code == "server_error"
                ? again(training, reason)
                : Outcome(step: .failed(reason: reason.isEmpty ? "the trainer does not say why" : reason))
        }
    }

    /// Seldom for what takes long: half a second at first, five at most.
    private func pause(_ training: TrainingRecord) -> Double {
        let left = training.deadline?.timeIntervalSinceNow ?? 0
        return min(5, max(0.5, (timeout / .seconds(1) - left) / 20))
    }

    private func fetch(
        _ training: TrainingRecord, _ trained: TrainerJob, _ progress: TrainingProgress
    ) async throws -> Outcome {
        guard let archive = trained.resultFiles?.first, let made = trained.adapter else {
            throw TrainerError.refused("it says succeeded, but names no adapter")
        }
        let (job, specification) = try await specification(of: training)
        let base = try await bases.base(of: training.role, in: specification)
        let incoming = try await folder.begin()
        do {
            try await folder.unpack(into: incoming) { try await trainer.download(archive, to: $0) }
            let checked = try await folder.check(
                incoming,
                ExpectedAdapter(
                    baseModel: base, rank: specification.training.loraRank,
                    digest: SHA256Digest(hex: made.sha256)))
            let suffix = AdapterNaming.suffix(training.role, round: training.round, of: job.id)
            let name = AdapterNaming.name(suffix, checked.digest)
            try await folder.publish(incoming, as: name)
            try await adapters.store(
                AdapterRecord(
                    new: name, job: training.job, round: training.round, role: training.role,
                    format: checked.format, baseModel: base, rank: checked.rank, alpha: checked.alpha,
                    digest: checked.digest,
                    provenance: try await provenance(of: training, specification)))
            return Outcome(step: .succeeded(adapter: name, progress))
        } catch {
            folder.drop(incoming)
            throw error
        }
    }

    private func provenance(
        of training: TrainingRecord, _ specification: JobSpecification
    ) async throws -> AdapterProvenance {
        var provenance = AdapterProvenance(source: "trainer")
        provenance.trainer = trainer.url
        provenance.trainerJob = training.trainerJob
        provenance.attempt = training.attempt
        provenance.pairs = training.pairs
        provenance.fileSHA256 = training.fileDigest?.hex
        provenance.seed = Self.seed(of: training, in: specification).rawValue
        provenance.initAdapter = try await initAdapter(training, specification.training)
        provenance.beta = specification.training.beta
        provenance.learningRate = specification.training.learningRate
        provenance.epochs = specification.training.epochs
        provenance.batchSize = specification.training.batchSize
        return provenance
    }
}
