import Contracts
import HTTPServing
import HTTPTypes

extension TrainerRoutes {
    private static let jobs = "/v1/fine_tuning/jobs"

    func registerJobs(in router: inout Router) {
        on(.post, Self.jobs, in: &router) { request in try await create(request) }
        on(.get, Self.jobs, in: &router) { request in
            try Self.page(of: trainer.store.jobs, request, id: \.id, json: \.json)
        }
        on(.get, "\(Self.jobs)/{job}", in: &router) { request in .value(try job(of: request).json) }
        on(.post, "\(Self.jobs)/{job}/cancel", in: &router) { request in
            let job = try job(of: request)
            return .value(try await (trainer.cancel(job.id) ?? job).json)
        }
        on(.get, "\(Self.jobs)/{job}/events", in: &router) { request in
            let events = try job(of: request).events
            return try Self.page(of: events.reversed(), request, id: \.id, json: \.json)
        }
    }

    private func job(of request: Request) throws(OpenAIError) -> FineTuningJob {
        let id = request.parameter("job")
        guard let job = trainer.store.job(id) else {
            throw .notFound("Could not find fine tune: \(id.prefix(80))")
        }
        return job
    }

    private func create(_ request: Request) async throws -> Reply {
        let wanted = try FineTuningRequest(reading: try await request.body.collect(upTo: 1 << 20))
        try check(wanted)
        let name = HTTPField.Name("Idempotency-Key")
        let key = name.flatMap { request[$0] }.flatMap { $0.isEmpty ? nil : $0 }
        switch try await trainer.admit(wanted, key: key) {
        case .taken(let job), .known(let job): return .value(job.json)
        case .keyTaken:
            throw OpenAIError(
                status: 422, type: "invalid_request_error",
                message: "This Idempotency-Key came before with another body.", param: "Idempotency-Key")
        case .queueFull:
            throw OpenAIError.unavailable("\(trainer.settings.queue) trainings wait, as many as may.")
        case .noSuchFile:
            throw Self.refusal(
                "training_file names no uploaded file: \(wanted.trainingFile)", "/training_file")
        }
    }

    /// What only the server knows: its model, and the adapters it has made.
    private func check(_ wanted: FineTuningRequest) throws(OpenAIError) {
        guard wanted.model == trainer.base else {
            throw Self.refusal(
                "model must be \(trainer.base), the one served here; got \(wanted.model)", "/model")
        }
        let isKnown =
            wanted.start.isEmpty || trainer.store.jobs.contains { $0.product?.name == wanted.start }
        guard isKnown else {
            throw Self.refusal(
                "init_adapter names no adapter that was trained here: \(wanted.start.prefix(80))",
                "/metadata/init_adapter")
        }
    }

    private static func refusal(_ message: String, _ param: String) -> OpenAIError {
        OpenAIError(status: 400, type: "invalid_request_error", message: message, param: param)
    }
}
