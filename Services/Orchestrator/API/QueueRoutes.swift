import Access
import Contracts
import Domain
import HTTPServing
import HTTPTypes
import Records
import Schemas
import TaskQueue

/// The queue for operators: workers, depths, conservation, dead tasks and their redrive.
struct QueueRoutes: Sendable {
    let tools: OrchestratorTools

    func register(in router: inout Router) {
        router.on(.get, "/v1/workers", needs: .viewer, as: .listWorkers) { _ in
            let rows = try await tools.workers.alive().map(WorkerRow.init)
            return try .canonical(ListEnvelope(rows, hasMore: false, lastID: rows.last?.name))
        }
        router.on(.get, "/v1/queue", needs: .viewer, as: .queue) { try await queue($0) }
        router.on(.get, "/v1/tasks/dead", needs: .viewer, as: .listDead) { try await dead($0) }
        router.on(.post, "/v1/tasks/{task}/redrive", needs: .operator, as: .redrive) { try await redrive($0) }
    }

    private func queue(_ request: Request) async throws -> Reply {
        let id = try request.parameters { $0.value("job", allowed: "the id of a job", JobID.init) }
        let job = request.query["job"] == nil ? nil : try await job(id).number
        return try .canonical(try await QueueRecords(tools.database).summary(of: job))
    }

    /// The job a parameter names.
    private func job(_ id: JobID?) async throws -> JobRecord {
        guard let id, let job = try await tools.jobs.find(id) else {
            throw Problem(
                422, code: "invalid_fields", detail: "a parameter is wrong",
                errors: [.init(pointer: "/job", detail: "give the id of a job: ?job=job_…")])
        }
        return job
    }

    private func dead(_ request: Request) async throws -> Reply {
        let (id, limit, after) = try request.parameters {
            (
                $0.value("job", allowed: "the id of a job", JobID.init), $0.limit(),
                $0.value("after", allowed: "the id of a task", Int64.init)
            )
        }
        let job = try await job(id)
        let tasks = try await QueueRecords(tools.database).dead(
            of: job.number, after: after, limit: limit + 1)
        let rows = tasks.prefix(limit).map { DeadTaskRow($0, job: job.id) }
        return try .canonical(
            ListEnvelope(Array(rows), hasMore: tasks.count > limit, lastID: rows.last?.task))
    }

    private func redrive(_ request: Request) async throws -> Reply {
        guard let raw = Int64(request.parameter("task")), raw > 0 else {
            throw Problem(404, code: "task_not_found", detail: "a task's id is a number")
        }
        let task = TaskID(rawValue: raw)
        do {
            let moved = try await Rounds(tools.database).redrive(
                RoundID(job: task.job, number: Int16(task.round)), only: [raw])
            guard moved > 0 else {
                throw Problem(404, code: "task_not_found", detail: "no dead task has this id")
            }
            return try .canonical(["redriven": moved])
        } catch let error as RoundError {
            throw Problem(409, code: "round_state", detail: error.description)
        }
    }
}

/// A live process as `GET /v1/workers` shows it.
struct WorkerRow: Sendable, Codable, Hashable {
    let name: String
    let stage: String
    let capacity: Int
    let leases: Int
    let lastBeat: Timestamp

    init(_ worker: WorkerRecords.Worker) {
        name = worker.name
        stage = worker.stage.description
        capacity = worker.capacity
        leases = worker.leases
        lastBeat = Timestamp(worker.lastBeat)
    }

    private enum CodingKeys: String, CodingKey {
        case name, stage, capacity, leases
        case lastBeat = "last_beat"
    }
}

extension DeadTaskRow {
    init(_ task: DeadTask, job: JobID) {
        self.init(
            task: "\(task.task.rawValue)", job: job, round: task.task.round, sample: task.sample,
            slot: task.task.slot, stage: task.task.stage.description, attempt: task.attempt,
            crashes: task.crashes, reason: task.reason, at: Timestamp(task.at))
    }
}

extension RouteDescription {
    fileprivate static let listWorkers = RouteDescription("List live processes and what they hold.")
        .answers(ListEnvelope<WorkerRow>.self)
    fileprivate static let queue = RouteDescription("Depths of the queue and whether its books balance.")
        .query("job", JobID.schema, "Of one job alone.")
        .answers(QueueRecords.Summary.self)
    fileprivate static let listDead = RouteDescription("List the dead tasks of a job with their last errors.")
        .query("job", JobID.schema, isRequired: true, "Of which job.")
        .lists(DeadTaskRow.self, after: .integer())
    fileprivate static let redrive = RouteDescription("Run a dead task again.")
        .path("task", .integer(1...Int64.max))
        .answers([String: Int].self)
        .refuses(404, "No dead task has this id.")
        .refuses(409, "Its round is over, or about to be.")
}
