import Contracts
import Domain
import Records

extension TrainingWork {
    func send(_ training: TrainingRecord) async throws -> Outcome {
        let specification = try await specification(of: training).specification
        // What can't be served later is not worth a day of GPUs now.
        _ = try await bases.base(of: training.role, in: specification)
        var spool = try await SpoolFile(pool: folder.pool)
        let lines = try await file.write(training, by: specification, into: &spool)
        let (digest, size) = (spool.sha256, Int(spool.size))
        let id = try await spool.withDescriptor { descriptor in
            try await trainer.upload(descriptor: descriptor, size: size)
        }
        return Outcome(step: .sent(file: id, digest: digest, pairs: lines))
    }

    func start(_ training: TrainingRecord, _ file: String) async throws -> Outcome {
        let (job, specification) = try await specification(of: training)
        let order = try await order(training, of: job, by: specification, file)
        let key = "\(job.id)/\(training.round)/\(training.role.rawValue)/\(training.attempt)"
        let started = try await trainer.start(order, key: key)
        return Outcome(step: .begun(trainerJob: started.id, seconds: timeout / .seconds(1)))
    }

    func order(
        _ training: TrainingRecord, of job: JobRecord, by specification: JobSpecification, _ file: String
    ) async throws -> TrainerOrder {
        let plan = specification.training
        return TrainerOrder(
            model: try await bases.base(of: training.role, in: specification), trainingFile: file,
            suffix: AdapterNaming.suffix(training.role, round: training.round, of: job.id),
            seed: Self.seed(of: training, in: specification).rawValue,
            hyperparameters: .init(
                beta: plan.beta, epochs: plan.epochs, batchSize: plan.batchSize,
                learningRate: plan.learningRate, loraRank: plan.loraRank, loraAlpha: plan.loraAlpha,
                maxPixels: plan.maxPixels),
            metadata: .init(
                job: job.id.description, round: "\(training.round)", role: training.role.rawValue,
                initAdapter: try await initAdapter(training, plan) ?? ""))
    }

    /// Each attempt draws anew, so that training again is not the same again.
    static func seed(of training: TrainingRecord, in specification: JobSpecification) -> Seed {
        let place = TaskID(
            job: training.job, round: training.round, sample: 0, slot: training.role == .generator ? 0 : 1,
            step: .generate)
        return SeedDerivation(job: specification.seed).seed(
            for: place, .training, attempt: training.attempt - 1)
    }

    func initAdapter(_ training: TrainingRecord, _ plan: TrainingPlan) async throws -> String? {
        guard plan.from == .adapter else { return nil }
        return try await adapters.serving(in: training.round - 1, of: training.job)[training.role]?.name
    }

    func specification(
        of training: TrainingRecord
    ) async throws -> (job: JobRecord, specification: JobSpecification) {
        guard let job = try await jobs.find(number: training.job) else {
            throw RecordsError.missing("the job of a training")
        }
        return (job, try job.readSpecification())
    }
}
