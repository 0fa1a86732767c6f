import Digests
import Foundation
import Synchronization

extension TrainerStore {
    /// What became of a request for a training.
    enum Admission: Sendable {
        case taken(FineTuningJob)
        /// The same key came before, with the same body.
        case known(FineTuningJob)
        /// The same key came before, with another body.
        case keyTaken
        case queueFull
        case noSuchFile
    }

    /// Every job, the newest first.
    var jobs: [FineTuningJob] { state.withLock { $0.jobs.values.sorted { $0.number > $1.number } } }

    func job(_ id: String) -> FineTuningJob? { state.withLock { $0.jobs[id] } }

    /// The job that waits longest.
    var nextJob: FineTuningJob? {
        state.withLock { $0.jobs.values.filter { $0.status == .queued }.min { $0.number < $1.number } }
    }

    /// Queues a training, unless its key is known already; `queue` is how many may wait.
    func admit(_ request: FineTuningRequest, key: String?, queue: Int) throws(TrainerError) -> Admission {
        try write { (folder) throws(TrainerError) in
            let (jobs, files) = state.withLock { ($0.jobs, $0.files) }
            if let key, let known = jobs.values.first(where: { $0.key == key }) {
                return known.request.digest == request.digest ? .known(known) : .keyTaken
            }
            guard files[request.trainingFile]?.purpose == .training else { return .noSuchFile }
            guard jobs.values.count(where: { $0.status == .queued }) < queue else { return .queueFull }
            var job = FineTuningJob(
                id: Self.identifier("ftjob-"), number: nextNumber(), createdAt: Self.now, request: request,
                key: key)
            job.tell("queued", at: Self.now)
            try folder.save(job)
            state.withLock { $0.jobs[job.id] = job }
            return .taken(job)
        }
    }

    /// Changes a job that is not over; nil if it is, or is not there.
    @discardableResult
    func change(
        _ id: String, _ body: (inout FineTuningJob) -> Void
    ) throws(TrainerError) -> FineTuningJob? {
        try write { (folder) throws(TrainerError) in
            guard var job = job(id), !job.status.isOver else { return nil }
            body(&job)
            try folder.save(job)
            state.withLock { $0.jobs[id] = job }
            return job
        }
    }

    /// Says how far a training is; not worth a write.
    func progress(_ id: String, step: Int, estimatedFinish: Int) {
        state.withLock { state in
            state.jobs[id]?.step = step
            state.jobs[id]?.estimatedFinish = estimatedFinish
        }
    }

    /// Fails a job in memory alone, where the disk took nothing.
    func giveUp(_ id: String, _ failure: TrainingFailure) {
        state.withLock { state in
            guard state.jobs[id]?.status.isOver == false else { return }
            state.jobs[id]?.failure = FineTuningJob.Failure(code: failure.code, message: failure.message)
            state.jobs[id]?.end(.failed, at: Self.now)
        }
    }

    /// Publishes what a training made: adapter and results first, the job's success last.
    func publish(_ results: TrainingResults, of id: String) throws(TrainerError) {
        try write { (folder) throws(TrainerError) in
            guard var job = job(id), !job.status.isOver else { return }
            let path = try folder.save(results.adapter, adapter: results.name)
            let files = [
                try save(results.archive, named: "adapter.tar", of: job, in: folder),
                try save(results.metrics, named: "metrics.jsonl", of: job, in: folder),
            ]
            job.succeed(results, path: path, files: files.map(\.id), at: Self.now)
            try folder.save(job)
            state.withLock { state in
                for file in files { state.files[file.id] = file }
                state.jobs[id] = job
            }
        }
    }

    /// Named after the job, so that a training which begins again leaves no file twice.
    private func save(
        _ bytes: [UInt8], named name: String, of job: FineTuningJob, in folder: TrainerFolder
    ) throws(TrainerError) -> FineTuningFile {
        let kind = name.prefix { $0 != "." }
        let file = FineTuningFile(
            id: "file-\(job.id.dropFirst("ftjob-".count))-\(kind)", number: nextNumber(),
            bytes: Int64(bytes.count), createdAt: Self.now, filename: name, purpose: .result)
        try DurableFile.write(bytes, to: folder.contents(of: file.id))
        try folder.save(file)
        return file
    }
}

extension FineTuningJob {
    fileprivate mutating func succeed(_ results: TrainingResults, path: String, files: [String], at now: Int)
    {
        product = Product(
            name: results.name, path: path, sha256: results.digest.hex, resultFiles: files,
            trainedTokens: results.tokens)
        step = totalSteps
        tell("the adapter is \(results.name)", at: now)
        end(.succeeded, at: now)
    }
}
