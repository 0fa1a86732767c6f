import Blocking
import Contracts
import Foundation

/// One training, from its file to its adapter.
///
/// Lines are read and batches learned on a blocking thread, a few at a time: between
/// them a cancellation ends it, and nothing half-made is kept.
struct TrainingRun: Sendable {
    private static let linesAtOnce = 16

    let job: FineTuningJob
    let store: TrainerStore
    let pool: BlockingPool
    /// How long it pretends to take.
    let duration: Duration

    /// Trains; how it ended stands in the job.
    func run() async {
        do {
            try await train()
        } catch is CancellationError {
            // Its user cancelled it, which the job says; or the process stops, and it begins again.
        } catch {
            await fail(error as? TrainingFailure ?? .server("\(error)"))
        }
    }

    private func train() async throws {
        let start = try await pool.run { try startWeights() }
        let (pairs, reader) = try await read(start)
        var training = DPOTraining(
            pairs, from: start, by: job.request.hyperparameters, seed: UInt64(job.request.seed))
        try await begin(training, reader)
        var log = TrainingLog()
        while training.step < training.totalSteps {
            try await step(&training, &log)
        }
        try await finish(training, from: start, &log, reader)
    }

    private func startWeights() throws(TrainingFailure) -> Weights {
        let name = job.request.start
        if name.isEmpty { return .untrained }
        guard let places = store.folder.adapter(name)?.places else {
            throw .server("the adapter \(name) to start from is gone")
        }
        return Weights.untrained.moved(by: places)
    }

    private func read(_ start: Weights) async throws -> ([DPOPair], TrainingReader) {
        try await change { job in
            job.status = .validating
            job.tell("reading the training file", at: TrainerStore.now)
        }
        let path = store.folder.contents(of: job.request.trainingFile)
        let voice = job.request.voice
        var reader = try await pool.run { try TrainingReader(path, voice: voice, reference: start) }
        var pairs: [DPOPair] = []
        while !reader.isAtEnd {
            try Task.checkCancellation()
            let (next, read) = try await pool.run { [reader] in
                var reader = reader
                let pairs = try reader.read(Self.linesAtOnce)
                return (reader, pairs)
            }
            reader = next
            pairs += read
        }
        try reader.check()
        return (pairs, reader)
    }

    private func begin(_ training: DPOTraining, _ reader: TrainingReader) async throws {
        try await change { job in
            job.status = .running
            job.totalSteps = training.totalSteps
            if reader.dropped > 0 {
                job.tell(
                    "\(reader.dropped) of \(reader.rows) rows can't be scored and are left out", level: .warn,
                    details: [
                        "dropped": .integer(Int64(reader.dropped)), "rows": .integer(Int64(reader.rows)),
                    ], at: TrainerStore.now)
            }
            job.tell("training on \(training.pairs.count) pairs", at: TrainerStore.now)
        }
    }

    private func step(_ training: inout DPOTraining, _ log: inout TrainingLog) async throws {
        try Task.checkCancellation()
        let (next, figures) = try await pool.run { [training] in
            var training = training
            let figures = training.takeStep()
            return (training, figures)
        }
        training = next
        if duration > .zero { try await Task.sleep(for: duration / training.totalSteps) }
        let end = TrainerStore.now + Int(log.secondsLeft(of: training).rounded(.up))
        store.progress(job.id, step: training.step, estimatedFinish: end)
        if let event = log.add(figures, of: training) {
            try await tell("step \(training.step) of \(training.totalSteps)", .metrics, event)
        }
    }

    private func finish(
        _ training: DPOTraining, from start: Weights, _ log: inout TrainingLog, _ reader: TrainingReader
    ) async throws {
        try Task.checkCancellation()
        let (figures, margins) = try await pool.run {
            (training.evaluated, MarginReport(training.pairs, before: start, after: training.weights))
        }
        guard abs(figures.loss - log2) > 1e-6 else { throw TrainingFailure.noLearning }
        let last = log.event(figures, of: training)
        try await tell("step \(training.step) of \(training.totalSteps)", .metrics, last)
        try await tell("evaluated", .message, margins.json)
        let results = try TrainingResults(
            adapter: SceneAdapter(baseModel: job.request.model, weights: training.weights),
            suffix: job.request.suffix, metrics: log.lines,
            tokens: reader.tokens * training.hyperparameters.epochs)
        try await pool.run { try store.publish(results, of: job.id) }
    }

    /// The loss of a policy that is still its reference: −log σ(0).
    private var log2: Double { M_LN2 }
}

extension TrainingRun {
    private func tell(_ message: String, _ kind: FineTuningEvent.Kind, _ details: JSONValue) async throws {
        try await change { $0.tell(message, kind: kind, details: details, at: TrainerStore.now) }
    }

    /// Writes a change of the job; one that is over takes none, and the training ends.
    private func change(_ body: @escaping @Sendable (inout FineTuningJob) -> Void) async throws {
        let (store, id) = (store, job.id)
        guard try await pool.run({ try store.change(id, body) }) != nil else { throw CancellationError() }
    }

    private func fail(_ failure: TrainingFailure) async {
        do {
            try await change { job in
                job.failure = FineTuningJob.Failure(code: failure.code, message: failure.message)
                job.tell(failure.message, level: .error, at: TrainerStore.now)
                job.end(.failed, at: TrainerStore.now)
            }
        } catch {
            // The disk takes nothing: it is said to those who ask, and tried again after a restart.
            store.giveUp(job.id, failure)
        }
    }
}

extension DPOTraining {
    /// The figures over all pairs.
    var evaluated: DPOFigures {
        .mean(pairs.map { $0.figures(under: weights, beta: hyperparameters.beta) })
    }
}

extension MarginReport {
    /// The report as an event has it.
    var json: JSONValue {
        [
            "margin_before": .number(before.margin), "margin_after": .number(after.margin),
            "accuracy_before": .number(before.accuracy), "accuracy_after": .number(after.accuracy),
            "pairs": .integer(Int64(pairs)),
        ]
    }
}
