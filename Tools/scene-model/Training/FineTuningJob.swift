import Contracts

/// One training: what was asked for, and what became of it so far.
struct FineTuningJob: Sendable, Hashable, Codable {
    /// Where a training stands; the last three are for good.
    enum Status: String, Sendable, Hashable, Codable {
        case validating = "validating_files"
        case queued, running, succeeded, failed, cancelled

        var isOver: Bool { self == .succeeded || self == .failed || self == .cancelled }
    }

    /// Why it failed.
    struct Failure: Sendable, Hashable, Codable {
        var code: String
        var message: String
    }

    /// What it made.
    struct Product: Sendable, Hashable, Codable {
        /// The adapter's name.
        var name: String
        /// Its folder on this machine.
        var path: String
        /// Of its file.
        var sha256: String
        var resultFiles: [String]
        var trainedTokens: Int
    }

    let id: String
    /// Counts up, so that jobs of one second have an order.
    let number: Int
    /// Unix seconds, as all times here.
    let createdAt: Int
    let request: FineTuningRequest
    /// The Idempotency-Key it came with.
    let key: String?
    var status = Status.queued
    var step = 0
    var totalSteps = 0
    var estimatedFinish: Int?
    var finishedAt: Int?
    var failure: Failure?
    var product: Product?
    /// The oldest first.
    var events: [FineTuningEvent] = []
}

extension FineTuningJob {
    /// Adds an event; its id is the job's and a number.
    mutating func tell(
        _ message: String, level: FineTuningEvent.Level = .info, kind: FineTuningEvent.Kind = .message,
        details: JSONValue = [:], at now: Int
    ) {
        events.append(
            FineTuningEvent(
                id: "ftevent-\(id.dropFirst("ftjob-".count))-\(events.count + 1)", createdAt: now,
                level: level, kind: kind, message: message, details: details))
    }

    /// Ends it for good.
    mutating func end(_ status: Status, at now: Int) {
        self.status = status
        finishedAt = now
        estimatedFinish = nil
    }

    /// Takes it back to the start, as after a process that was killed.
    mutating func restart(at now: Int) {
        guard !status.isOver else { return }
        if status != .queued {
            tell("the trainer was restarted: the training begins again", level: .warn, at: now)
        }
        status = .queued
        step = 0
        totalSteps = 0
        estimatedFinish = nil
    }
}

extension FineTuningJob {
    /// The job as a reply: every member is always there (BACKENDS §8).
    var json: JSONValue {
        [
            "id": .string(id), "object": "fine_tuning.job", "status": .string(status.rawValue),
            "created_at": .integer(Int64(createdAt)), "finished_at": Self.time(finishedAt),
            "estimated_finish": Self.time(estimatedFinish), "model": .string(request.model),
            "fine_tuned_model": product.map { .string($0.name) } ?? .null,
            "training_file": .string(request.trainingFile),
            "result_files": .array(product?.resultFiles.map { .string($0) } ?? []),
            "trained_tokens": product.map { .integer(Int64($0.trainedTokens)) } ?? .null,
            "seed": .integer(Int64(request.seed)),
            "error": failure.map {
                ["code": .string($0.code), "message": .string($0.message), "param": .null]
            } ?? .null,
            "method": request.method, "metadata": request.metadata,
            "progress": ["step": .integer(Int64(step)), "total_steps": .integer(Int64(totalSteps))],
            "adapter": product.map { adapter($0) } ?? .null,
        ]
    }

    private func adapter(_ product: Product) -> JSONValue {
        [
            "format": "scene", "path": .string(product.path), "sha256": .string(product.sha256),
            "base_model": .string(request.model), "rank": .null, "alpha": .null,
        ]
    }

    private static func time(_ seconds: Int?) -> JSONValue { seconds.map { .integer(Int64($0)) } ?? .null }
}
