import Domain
import Postgres
import Testing

@testable import TaskQueue

extension TestQueue {
    var rounds: Rounds { Rounds(pool) }

    /// A number a statement returns.
    func number(_ sql: SQL) async throws -> Int {
        let row = try #require(try await pool.query(sql).first)
        return Int(try row.decode(Int64.self, at: 0))
    }

    func text(_ sql: SQL) async throws -> String {
        try #require(try await pool.query(sql).first).decode(String.self, at: 0)
    }

    /// A job with one round and samples 0, 1, …
    func round(
        samples: Int, slots: Int16 = 1, feedbacks: Int16 = 0, weight: Double = 1,
        state: RoundState = .seeding
    ) async throws -> RoundID {
        let job = Int32(
            try await number(
                """
                insert into pairmill.job (state, weight) values ('running', \(weight)::float8)
                returning job::bigint
                """
            ))
        try await pool.query(
            """
            insert into pairmill.round (job, round, state, slots, feedbacks)
            values (\(job)::int, 1, \(state.rawValue)::text, \(slots)::smallint, \(feedbacks)::smallint)
            """)
        try await pool.query(
            """
            insert into pairmill.round_sample
            select \(job)::int, 1, g from generate_series(0, \(Int64(samples - 1))::bigint) g
            """)
        return RoundID(job: job, number: 1)
    }

    /// The same, seeded to the end: the round is open.
    func openRound(
        samples: Int, slots: Int16 = 1, feedbacks: Int16 = 0, weight: Double = 1
    ) async throws -> RoundID {
        let round = try await round(samples: samples, slots: slots, feedbacks: feedbacks, weight: weight)
        let seeded = try await rounds.seed(round, samples: samples + 1)
        #expect(seeded == Rounds.Seeded(made: samples * Int(slots), opened: true))
        return round
    }

    func state(_ round: RoundID) async throws -> RoundState {
        let name = try await text(
            """
            select state from pairmill.round
            where job = \(round.job)::int and round = \(round.number)::smallint
            """
        )
        return try #require(RoundState(rawValue: name))
    }

    /// How many tasks are in each place.
    func places(_ job: Int32) async throws -> [String: Int] {
        let rows = try await pool.query(
            """
            select place, count(*) as tasks from (
                select job, place from pairmill.queue_place
                union all select pairmill.job_of(task_id), 'result' from pairmill.stub_result) x
            where job = \(job)::int group by 1
            """)
        return try rows.reduce(into: [:]) { places, row in
            places[try row.decode(String.self, named: "place")] =
                Int(try row.decode(Int64.self, named: "tasks"))
        }
    }

    /// What is wrong in one snapshot: lost or doubled tasks, or work in a round that
    /// takes none (QUEUE R2). Empty if all is well.
    func violations(_ round: RoundID) async throws -> [String] {
        let ids = round.ids
        let rows = try await pool.query(
            """
            with place as (
                select task_id, place from pairmill.queue_place
                where job = \(round.job)::int
                    and task_id between \(ids.lowerBound)::bigint and \(ids.upperBound)::bigint
                union all select task_id, 'result' from pairmill.stub_result
                where task_id between \(ids.lowerBound)::bigint and \(ids.upperBound)::bigint),
            held as (
                select pairmill.stage_of(task_id) as stage, count(*) as n,
                    count(*) - count(distinct task_id) as doubled,
                    count(*) filter (where place in ('ready', 'lease', 'deferred')) as live
                from place group by 1),
            result as (
                select pairmill.stage_of(task_id) as stage, feedbacks from pairmill.stub_result
                where task_id between \(ids.lowerBound)::bigint and \(ids.upperBound)::bigint),
            round as (
                select * from pairmill.round
                where job = \(round.job)::int and round = \(round.number)::smallint),
            made as (
                select 0 as stage, seeded as n from round
                union all select 1, (select coalesce(sum(feedbacks), 0) from result where stage = 0)
                union all select 2, (select count(*) from result where stage < 2))
            select m.stage::bigint, (m.n - coalesce(h.n, 0))::bigint as leak,
                coalesce(h.doubled, 0)::bigint as doubled,
                case when (select state from round) in ('closing', 'closed')
                    then coalesce(h.live, 0) else 0 end as late
            from made m left join held h using (stage)
            """)
        return try rows.flatMap { row in
            let stage = try row.decode(Int64.self, named: "stage")
            return try ["leak", "doubled", "late"].compactMap { column in
                let count = try row.decode(Int64.self, named: column)
                return count == 0 ? nil : "stage \(stage): \(column) \(count)"
            }
        }
    }
}
