package import Domain
package import Foundation
package import Postgres

/// The table `worker`: which processes are alive, as the API and the shares need it.
package struct WorkerRecords: Sendable {
    private let database: PostgresPool
    private let ttl: Double

    /// `ttl` is the queue's: a process silent for longer counts as dead everywhere alike.
    package init(_ database: PostgresPool, ttl: Duration) {
        self.database = database
        self.ttl = ttl / .seconds(1)
    }

    /// One process incarnation of a stage.
    package struct Worker: Sendable {
        package let name: String
        package let stage: Stage
        package let capacity: Int
        package let lastBeat: Date
        package let leases: Int
    }

    /// Processes that beat within a ttl, with what they hold.
    package func alive() async throws -> [Worker] {
        try await database.query(
            """
            select w.name, w.stage, w.capacity, w.beat, count(l.task_id) as leases
            from pairmill.worker w left join pairmill.lease l using (worker)
            where w.beat > now() - make_interval(secs => \(ttl)) group by w.worker order by w.stage, w.name
            """
        ).map { row in
            Worker(
                name: try row.decode(String.self, named: "name"),
                stage: Stage(rawValue: try row.decode(Int16.self, named: "stage")) ?? .generate,
                capacity: Int(try row.decode(Int32.self, named: "capacity")),
                lastBeat: try row.decode(Date.self, named: "beat"),
                leases: Int(try row.decode(Int64.self, named: "leases")))
        }
    }

    /// How many tasks the live processes of each stage want, together.
    package func wanted() async throws -> [Stage: Int] {
        let rows = try await database.query(
            """
            select stage, sum(wanted)::bigint as wanted from pairmill.worker
            where beat > now() - make_interval(secs => \(ttl)) group by stage
            """)
        return try rows.reduce(into: [:]) { sums, row in
            guard let stage = Stage(rawValue: try row.decode(Int16.self, named: "stage")) else { return }
            sums[stage] = Int(try row.decode(Int64.self, named: "wanted"))
        }
    }

    /// How many processes of each stage are alive; none where one is missing.
    package func countByStage() async throws -> [Stage: Int] {
        let rows = try await database.query(
            """
            select stage, count(*) as workers from pairmill.worker
            where beat > now() - make_interval(secs => \(ttl)) group by 1
            """)
        return try rows.reduce(into: [:]) { workers, row in
            guard let stage = Stage(rawValue: try row.decode(Int16.self, named: "stage")) else { return }
            workers[stage] = Int(try row.decode(Int64.self, named: "workers"))
        }
    }
}
