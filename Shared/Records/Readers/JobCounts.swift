package import Domain
package import Postgres

/// Counts what a job's status shows.
package struct JobCounts: Sendable {
    let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// Tasks by round, stage and place; `done` from the folded totals, the rest counted.
    package func stages(of job: Int32) async throws -> [StageCount] {
        let range = TaskID.range(job: job)
        let rows = try await database.query(
            """
            with place as (
                select pairmill.round_of(task_id) as round, stage,
                    count(*) filter (where place = 'ready') as ready,
                    count(*) filter (where place = 'lease') as leased,
                    count(*) filter (where place = 'deferred') as deferred,
                    count(*) filter (where place = 'dead') as dead,
                    count(*) filter (where place <> 'dead' and pairmill.step_of(task_id) = 1) as unjudged
                from pairmill.queue_place
                where job = \(job) and task_id between \(range.lowerBound) and \(range.upperBound)
                group by 1, 2),
            total as (
                select round, stage, sum(done)::bigint as done, sum(retried)::bigint as retried,
                    sum(lost)::bigint as lost
                from (select job, round, stage, done, retried, lost from pairmill.progress
                    union all select job, round, stage, done, retried, lost from pairmill.prog) p
                where job = \(job) group by 1, 2)
            select round, stage, coalesce(ready, 0) as ready, coalesce(leased, 0) as leased,
                coalesce(deferred, 0) as deferred, coalesce(dead, 0) as dead, coalesce(done, 0) as done,
                coalesce(retried, 0) as retried, coalesce(lost, 0) as lost,
                coalesce(unjudged, 0) as unjudged
            from place full join total using (round, stage) order by 1, 2
            """)
        return try rows.map { try StageCount($0) }
    }

    /// Pairs by round, kind and why they are left out; `excluded` nil are those exported.
    package func pairs(of job: Int32) async throws -> [PairCount] {
        try await database.query(
            """
            select round, 'response' as kind, chosen_source, rejected_source, excluded, count(*) as pairs
            from pairmill.preference_pair where job = \(job) group by 1, 2, 3, 4, 5
            union all
            select round, 'feedback', 'feedback', 'feedback', excluded, count(*)
            from pairmill.feedback_pair where job = \(job) group by 1, 2, 3, 4, 5
            order by 1, 2, 3, 4, 5
            """
        ).map { try PairCount($0) }
    }

    /// Samples by round and outcome.
    package func outcomes(of job: Int32) async throws -> [(round: Int, outcome: SampleOutcome, samples: Int)]
    {
        try await database.query(
            """
            select round, outcome, count(*) as samples from pairmill.sample_outcome
            where job = \(job) group by 1, 2 order by 1, 2
            """
        ).map { row in
            (
                Int(try row.decode(Int16.self, named: "round")),
                try row.decode(SampleOutcome.self, named: "outcome"),
                Int(try row.decode(Int64.self, named: "samples"))
            )
        }
    }

    /// Why tasks of a job are deferred, for its status (DECISIONS 18).
    package struct DeferredReason: Sendable, Equatable {
        package let stage: Stage
        package let reason: String
        package let tasks: Int
        /// Whether some of these tasks have never failed: they wait for something, such as a backend.
        package let isSnoozed: Bool

        package init(stage: Stage, reason: String, tasks: Int, isSnoozed: Bool) {
            self.stage = stage
            self.reason = reason
            self.tasks = tasks
            self.isSnoozed = isSnoozed
        }
    }

    /// The commonest reasons tasks of a job are deferred.
    package func deferredReasons(of job: Int32) async throws -> [DeferredReason] {
        let range = TaskID.range(job: job)
        return try await database.query(
            """
            select stage, coalesce(reason, '') as reason, count(*) as tasks, bool_or(attempt = 0) as snoozed
            from pairmill.deferred
            where task_id between \(range.lowerBound) and \(range.upperBound)
            group by 1, 2 order by 3 desc limit 5
            """
        ).map { row in
            DeferredReason(
                stage: Stage(rawValue: try row.decode(Int16.self, named: "stage")) ?? .generate,
                reason: try row.decode(String.self, named: "reason"),
                tasks: Int(try row.decode(Int64.self, named: "tasks")),
                isSnoozed: try row.decode(Bool.self, named: "snoozed"))
        }
    }

    /// What conservation says of a job's rounds: both must be 0 in every snapshot (QUEUE R2).
    package func conservation(of job: Int32) async throws -> (leak: Int64, doubled: Int64) {
        let rows = try await database.query(
            """
            select coalesce(sum(abs(leak)), 0)::bigint as leak, coalesce(sum(doubled), 0)::bigint as doubled
            from pairmill.conservation where job = \(job)
            """)
        guard let row = rows.first else { return (0, 0) }
        return (try row.decode(Int64.self, named: "leak"), try row.decode(Int64.self, named: "doubled"))
    }
}

/// How many pairs of one kind and pair of sources there are.
package struct PairCount: Sendable, Equatable {
    package let round: Int
    /// `response` or `feedback`.
    package let kind: String
    package let chosenSource: String
    package let rejectedSource: String
    package let excluded: String?
    package let pairs: Int

    init(_ row: PostgresRow) throws(PostgresError) {
        round = Int(try row.decode(Int16.self, named: "round"))
        kind = try row.decode(String.self, named: "kind")
        chosenSource = try row.decode(String.self, named: "chosen_source")
        rejectedSource = try row.decode(String.self, named: "rejected_source")
        excluded = try row.decode(String?.self, named: "excluded")
        pairs = Int(try row.decode(Int64.self, named: "pairs"))
    }
}

extension StageCount {
    init(_ row: PostgresRow) throws(PostgresError) {
        func count(_ name: String) throws(PostgresError) -> Int {
            Int(try row.decode(Int64.self, named: name))
        }
        self.init(
            round: Int(try row.decode(Int16.self, named: "round")),
            stage: Stage(rawValue: try row.decode(Int16.self, named: "stage")) ?? .generate,
            ready: try count("ready"), leased: try count("leased"), deferred: try count("deferred"),
            dead: try count("dead"), done: try count("done"), retried: try count("retried"),
            lost: try count("lost"), unjudged: try count("unjudged"))
    }
}
