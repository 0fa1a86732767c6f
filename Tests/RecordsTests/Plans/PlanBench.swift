import Domain
import Records
import TestSupport

@testable import Postgres
@testable import TaskQueue

/// A database filled to a size, in which hot statements are explained.
///
/// Slot 0 of the busy job has results, slot 1 waits, slot 2 is leased for
/// the ending, slot 3 by the fleet, some of it gone. Nothing analyzes the tables but the test.
struct PlanBench: Sendable {
    /// Five jobs, so that there are partitions to keep away from.
    struct Jobs: Sendable { let busy, idle, done, swept, seeding: Int32 }

    /// Leases of a large fleet; each sixteenth is of a worker that nobody knows.
    static let leases = 4_000
    static let token = LeaseToken(rawValue: 4_711)

    let mill: TestMill
    let jobs: Jobs
    let connection: PostgresConnection
    let worker = TestMill.worker

    init(_ mill: TestMill) async throws {
        self.mill = mill
        var settings = mill.database.settings
        settings.answerDeadline = .seconds(3_600)
        connection = try await PostgresConnection.connect(settings)
        var numbers = [mill.number]
        for name in ["idle", "done", "swept", "seeding"] {
            numbers.append(try await TestMill.makeJob(mill.pool, name: name).number)
        }
        jobs = Jobs(
            busy: numbers[0], idle: numbers[1], done: numbers[2], swept: numbers[3], seeding: numbers[4])
        try await prepare()
    }

    private func prepare() async throws {
        try await connection.run(
            script: """
                set statement_timeout = 0;
                do $$ declare t regclass; begin
                    for t in select oid from pg_class
                        where relnamespace = 'pairmill'::regnamespace and relkind = 'r' loop
                        execute format('alter table %s set (autovacuum_enabled = off)', t);
                    end loop;
                end $$;
                update pairmill.job set state = case job when \(jobs.swept) then 'cancelled' else 'running' end;
                insert into pairmill.round (job, round, state, slots, feedbacks)
                    select job, 1, case job when \(jobs.seeding) then 'seeding' else 'open' end, 2, 2
                    from pairmill.job;
                insert into pairmill.worker (worker, stage, name, capacity, beat)
                    values (\(worker.rawValue), 0, 'test', 64, now() + interval '1 hour');
                """)
        try await lease()
        try await analyze()
    }

    /// What this worker holds; the plans are for ending it.
    private func lease() async throws {
        try await connection.run(
            script: """
                insert into pairmill.lease (task_id, token, worker, deadline, job, stage, attempt, crashes)
                select pairmill.task_id(\(jobs.busy), 1, g, 2, s), \(Self.token.rawValue),
                    \(worker.rawValue), now() + interval '1 hour', \(jobs.busy),
                    pairmill.stage_of(s), 0, 0
                from generate_series(0, \(Self.batch - 1)) g, unnest('{0,1,2}'::int[]) s;
                """)
    }

    /// So many rows ready, and so many of each result.
    func fill(_ rows: Int) async throws {
        func ids(_ slot: Int, _ step: Int) -> String { self.ids(round: 1, slot, step) }
        let waiting = [(0, rows / 2), (2, rows / 4), (1, rows / 4)].map { step, count in
            """
            insert into pairmill.ready (task_id, job, stage)
                select \(ids(1, step)), \(jobs.busy), pairmill.stage_of(\(step)) from generate_series(0, \(count - 1)) g;
            """
        }
        try await fillResults(rows, round: 1)
        try await connection.run(
            script: waiting.joined() + """
                insert into pairmill.deferred (task_id, due, job, stage, attempt, crashes)
                    select \(ids(4, 0)), now() + (g - 1000) * interval '1 s', \(jobs.busy), 0, 0, 0
                    from generate_series(0, \(rows / 10 - 1)) g;
                insert into pairmill.dead (task_id, job, stage, attempt, crashes, reason)
                    select \(ids(5, 0)), \(jobs.busy), 0, 5, 0, '' from generate_series(0, \(rows / 10 - 1)) g;
                insert into pairmill.round_sample (job, round, sample)
                    select \(jobs.seeding), 1, g from generate_series(0, \(rows - 1)) g;
                insert into pairmill.lease (task_id, token, worker, deadline, job, stage, attempt, crashes)
                    select \(ids(3, 0)), 1, \(worker.rawValue) + (g % 16 = 0)::int, now() + interval '1 hour', \(jobs.busy), 0, 0, 0
                    from generate_series(0, \(Self.leases - 1)) g;
                """)
    }

    /// So many of each result, in slot 0 of a round of the busy job.
    func fillResults(_ rows: Int, round: Int) async throws {
        try await connection.run(
            script: """
                insert into pairmill.response
                    (task_id, token, worker, feedbacks, body, finish_reason, saw_reference, detail)
                    select \(ids(round: round, 0, 0)), 1, 1, 2, '', 'stop', false, '{}' from generate_series(0, \(rows - 1)) g;
                insert into pairmill.revision (task_id, token, worker, feedback, feedback_finish,
                    feedback_detail, saw_reference, body, finish_reason, detail)
                    select \(ids(round: round, 0, 2)), 1, 1, '', 'stop', '{}', false, '', 'stop', '{}'
                    from generate_series(0, \(rows - 1)) g;
                insert into pairmill.verdict (task_id, token, worker, v, feedbacks, failed, votes, agreement, detail)
                    select \(ids(round: round, 0, 1)), 1, 1, 1, 0, '{}', '[]', 1, '{}' from generate_series(0, \(rows - 1)) g;
                """)
    }

    private func ids(round: Int, _ slot: Int, _ step: Int) -> String {
        "pairmill.task_id(\(jobs.busy), \(round), g, \(slot), \(step))"
    }

    /// Takes statistics of all tables.
    func analyze() async throws { try await connection.run(script: "set statement_timeout = 0; analyze;") }
}

extension PlanBench {
    /// What PostgreSQL did for a statement, and what it locked.
    struct Explained {
        let plan: PlanNode
        let lockedPartitions: Set<String>
    }

    /// Explains a statement's first run and its seventh, each of them undone.
    ///
    /// The first plans are made for the values; after five the server may settle for one
    /// plan for all values, and does so for what the code prepares.
    func explain(_ statement: HotStatement) async throws -> [Explained] {
        try await connection.run(script: "prepare hot as \(statement.sql.text)")
        var runs: [Explained] = []
        for _ in 0..<(statement.sql.isPrepared ? 7 : 1) { runs.append(try await explainOnce(statement)) }
        try await connection.run(script: "deallocate hot")
        return [runs.first, runs.dropFirst().last].compactMap(\.self)
    }

    private func explainOnce(_ statement: HotStatement) async throws -> Explained {
        try await connection.run(script: "begin")
        if let settings = statement.settings { try await connection.query(settings) }
        try await arm()
        let call = statement.sql.literals
        let execute = call.isEmpty ? "hot" : "hot (\(call))"
        let rows = try await connection.query(
            "explain (analyze, buffers, format json) execute \(unescaped: execute)")
        let json = try rows.map { try $0.decode(String.self, at: 0) }.joined()
        let locked = try await connection.query(
            """
            select distinct c.relname::text from pg_locks l join pg_class c on c.oid = l.relation
            where l.pid = pg_backend_pid() and c.relispartition and c.relkind = 'r'
            """)
        let partitions = Set(try locked.map { try $0.decode(String.self, at: 0) })
        try await connection.run(script: "rollback")
        return Explained(plan: try PlanNode.read(json), lockedPartitions: partitions)
    }

    /// The next sweep follows a recent one, so that no grace begins.
    private func arm() async throws {
        try await connection.query(
            """
            update pairmill.duty set ran_at = clock_timestamp(), grace_until = '-infinity'
            where name = 'rescue'
            """)
    }
}
