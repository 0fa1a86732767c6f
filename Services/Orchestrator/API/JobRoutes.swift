import Access
import Contracts
import Domain
import Foundation
import HTTPServing
import HTTPTypes
import Postgres
import Records
import Schemas
import TaskQueue

/// Jobs: create, list, look at, and their life.
struct JobRoutes: Sendable {
    let tools: OrchestratorTools

    func register(in router: inout Router) {
        router.on(.post, "/v1/jobs", needs: .submitter, as: .createJob) { try await create($0) }
        router.on(.get, "/v1/jobs", needs: .viewer, as: .listJobs) { try await list($0) }
        router.on(.get, "/v1/jobs/{job}", needs: .viewer, as: .jobStatus) { request in
            let job = try await tools.job(of: request)
            let withTokens = try request.parameters { $0.flag("cost") }
            let status = try await JobStatusBuilding(tools.database, ttl: tools.ttl).status(
                of: job, withTokens: withTokens)
            return try .canonical(status)
        }
        router.on(.post, "/v1/jobs/{job}/start", needs: .submitter, as: .moveJob("Start a job.")) {
            try await move($0, from: [.created], to: .running)
        }
        router.on(
            .post, "/v1/jobs/{job}/pause", needs: .submitter, as: .moveJob("Pause a job; leases finish.")
        ) {
            try await move($0, from: [.running], to: .paused)
        }
        router.on(.post, "/v1/jobs/{job}/resume", needs: .submitter, as: .moveJob("Go on with a paused job."))
        {
            try await move($0, from: [.paused], to: .running)
        }
        router.on(.post, "/v1/jobs/{job}/cancel", needs: .submitter, as: .moveJob("Cancel a job for good.")) {
            try await cancel($0)
        }
    }

    private func create(_ request: Request) async throws -> Reply {
        let isDryRun = try request.parameters { $0.flag("dry_run") }
        // A dry run has no use for it, and says all the same what a real one would refuse.
        _ = try IdempotencyKey(of: request)
        let content = try await JSONBody.bytes(of: request)
        let specification = try JSONBody.read(content) { json throws(SpecificationRefusal) in
            try JobSpecification(
                reading: json, seed: Seed(rawValue: .random(in: 0...0x7FFF_FFFF)), mode: tools.trainingMode)
        }
        try checkTrainer(specification)
        let json = specification.json
        if isDryRun {
            return try .canonical(
                DryRunReply(
                    specification: json, specificationSHA256: specification.digest,
                    estimate: CallEstimate(specification)))
        }
        return try await Creation(database: tools.database).reply(to: request, content: content) {
            connection in
            let job = try await tools.jobs.create(
                id: .make(), name: specification.name, specification: json.canonical,
                digest: specification.digest, weight: specification.weight, cap: specification.cap,
                over: connection)
            if let caller = request.caller { try await own(job, by: caller, over: connection) }
            return KeptAnswer(
                status: 201, location: "/v1/jobs/\(job.id)",
                body: try JobReply(job, specification).jsonBytes())
        }
    }

    private nonisolated(nonsending) func own(
        _ job: JobRecord, by caller: KeyHolder, over connection: PostgresConnection
    ) async throws {
        do {
            try await JobQuota().enter(job.number, of: caller, over: connection)
        } catch let exhausted as JobQuota.Exhausted {
            var problem = Problem(
                429, code: "too_many_jobs",
                detail: "the key \(caller.id) may have \(exhausted.limit) jobs that are not over, and has "
                    + "them; wait for one to end, or cancel one")
            problem.retryAfter = 60
            throw problem
        }
    }

    /// Who asks to train by name must learn at once that nothing is there to train with.
    private func checkTrainer(_ specification: JobSpecification) throws(Problem) {
        guard specification.training.mode == .trainer, tools.trainingMode != .trainer,
            specification.rounds.contains(where: \.train)
        else { return }
        throw Problem(
            422, code: "invalid_fields", detail: "a field is wrong",
            errors: [
                .init(
                    pointer: "/training/mode",
                    detail: "no trainer is connected: set PAIRMILL_TRAINER_URL, or use \"manual\" or \"skip\""
                )
            ])
    }

    private func list(_ request: Request) async throws -> Reply {
        let (limit, after) = try request.parameters {
            ($0.limit(), $0.value("after", allowed: "the id of a job", JobID.init))
        }
        let jobs = try await tools.jobs.list(limit: limit + 1, after: after)
        let rows = try jobs.prefix(limit).map { try JobSummary($0) }
        return try .canonical(
            ListEnvelope(rows, hasMore: jobs.count > limit, lastID: rows.last?.id.description))
    }

    private func move(_ request: Request, from: [JobState], to state: JobState) async throws -> Reply {
        let job = try await tools.job(of: request)
        // Asking twice for the same thing is no conflict.
        if job.state != state {
            guard try await tools.jobs.move(job.number, from: from, to: state) != nil else {
                throw Self.conflict(job, from.map(\.rawValue), state)
            }
            try await JobEvents(tools.database).add("job", JobNews(state: state), to: job.number)
        }
        return try await reply(job)
    }

    private func cancel(_ request: Request) async throws -> Reply {
        let job = try await tools.job(of: request)
        if job.state != .cancelled {
            guard try await tools.jobs.cancel(job.number) else {
                throw Self.conflict(job, ["created", "running", "paused"], .cancelled)
            }
            try await JobEvents(tools.database).add("job", JobNews(state: .cancelled), to: job.number)
        }
        return try await reply(job)
    }

    private func reply(_ job: JobRecord) async throws -> Reply {
        let now = try await tools.jobs.find(job.id) ?? job
        return try .canonical(try JobSummary(now))
    }

    private static func conflict(_ job: JobRecord, _ from: [String], _ state: JobState) -> Problem {
        Problem(
            409, code: "job_state",
            detail: "the job is \(job.state.rawValue); only one that is \(from.joined(separator: " or ")) "
                + "can become \(state.rawValue)")
    }
}

extension JobRecord {
    /// The specification as it was frozen.
    func readSpecification() throws -> JobSpecification {
        try JobSpecification(reading: JSONValue(parsing: specification), seed: Seed(rawValue: 0))
    }
}

extension JobReply {
    init(_ job: JobRecord, _ specification: JobSpecification) {
        self.init(
            id: job.id, name: job.name, state: job.state, seed: specification.seed,
            specification: specification.json, specificationSHA256: job.specificationDigest,
            createdAt: Timestamp(job.createdAt))
    }
}

extension JobSummary {
    init(_ job: JobRecord) throws {
        self.init(
            id: job.id, name: job.name, preset: try job.readSpecification().preset, state: job.state,
            samples: job.samples, specificationSHA256: job.specificationDigest,
            createdAt: Timestamp(job.createdAt))
    }
}

extension RouteDescription {
    fileprivate static let createJob = RouteDescription(
        "Create a job from a specification: a preset, and what differs."
    )
    .query("dry_run", .flag, "1 creates nothing and says what would be.")
    .creates(JobReply.self, "The job, which takes samples now.", fields: [.location])
    .takes(
        Schema(ofBody: "JobSpecification") { try JobSpecification(reading: $0, seed: Seed(rawValue: 0)) }
    )
    .answers(200, DryRunReply.self, "What a dry run found.")
    .refuses(422, "A field is wrong; `errors` has its pointer.")
    .refuses(429, "The key has as many jobs as it may have.")
    fileprivate static let listJobs = RouteDescription("List jobs, the newest first.")
        .lists(JobSummary.self, after: JobID.schema)
    fileprivate static let jobStatus = RouteDescription("How far a job is: rounds, counts, yield, rates.")
        .ofJob
        .query("cost", .flag, "1 counts the tokens, which reads every result.")
        .answers(JobStatus.self)

    fileprivate static func moveJob(_ summary: String) -> RouteDescription {
        RouteDescription(summary).ofJob.answers(JobSummary.self)
            .refuses(409, "The job's state does not allow it.")
    }
}
