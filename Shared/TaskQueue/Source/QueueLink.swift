import Domain
import Postgres

/// A worker's one connection to the task tables, and the statements it sends.
struct QueueLink<C: Completion>: Sendable {
    let connection: PostgresConnection
    let worker: WorkerID
    let stage: Stage
    let name: String
    let completion: C
    let settings: QueueSettings

    /// Sends a beat by itself, as the first thing over a new connection.
    func send(_ beat: Beat) async throws {
        _ = try await connection.query(QueueSQL.beat(worker, stage: stage, name: name, beat))
    }

    /// Tells already stored results from stale ones (QUEUE R15).
    func classify(_ tasks: [CompletedTask<C.Result>]) async throws -> Set<TaskID> {
        let rows = try await connection.query(completion.classify(tasks.map { ($0.id, $0.token) }))
        var already: Set<TaskID> = []
        for row in rows where try row.decode(Bool.self, named: "already") {
            already.insert(TaskID(rawValue: try row.decode(Int64.self, named: "task_id")))
        }
        return already
    }

    /// Returns strays to ready; tells what we hold in vain, and how many strays.
    func reconcile(
        _ known: [(id: TaskID, token: LeaseToken)]
    ) async throws -> (gone: [(id: TaskID, token: LeaseToken)], strays: Int) {
        var gone: [(id: TaskID, token: LeaseToken)] = []
        var strays = 0
        for row in try await connection.query(QueueSQL.reconcile(worker, known: known)) {
            let id = TaskID(rawValue: try row.decode(Int64.self, named: "task_id"))
            let token = LeaseToken(rawValue: try row.decode(Int64.self, named: "token"))
            if try row.decode(Bool.self, named: "gone") { gone.append((id, token)) } else { strays += 1 }
        }
        return (gone, strays)
    }

    /// The jobs to claim from. A job's cap is divided among the replicas (QUEUE R38).
    func shares() async throws -> [JobShare] {
        let rows = try await connection.query(QueueSQL.shares(stage: stage, ttl: settings.ttl))
        return try rows.map { row in
            let replicas = max(1, Int(try row.decode(Int64.self, named: "replicas")))
            let cap = try row.decode(Int32?.self, named: "cap").map { (Int($0) + replicas - 1) / replicas }
            return JobShare(
                job: try row.decode(Int32.self, named: "job"),
                weight: try row.decode(Double.self, named: "weight"), cap: cap)
        }
    }

    /// Forgets the worker; its leases must be gone by now.
    func leave() async throws {
        _ = try await connection.query(QueueSQL.leave(worker))
    }
}
