import Domain
import Postgres
import Records
import TaskQueue
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct RoundRecordsTests {
    @Test func `rounds are planned once, as the specification says`() async throws {
        try await TestMill.withCreatedJob { mill in
            try await mill.plan(slots: 3, feedbacks: 4)
            try await mill.plan(slots: 5, feedbacks: 1)

            let rounds = try await RoundRecords(mill.pool).list(of: mill.number)
            #expect(rounds.map(\.number) == [1, 2, 3])
            #expect(rounds.allSatisfy { $0.state == .planned && $0.seeded == 0 && $0.openedAt == nil })
            let rows = try await mill.pool.query("select distinct slots, feedbacks from pairmill.round")
            #expect(try rows.map { try $0.decode(Int16.self, at: 0) } == [3])
            #expect(try rows.map { try $0.decode(Int16.self, at: 1) } == [4])
        }
    }

    @Test func `a round from all takes every sample of its job`() async throws {
        try await TestMill.withCreatedJob { mill in
            let other = try await TestMill.makeJob(mill.pool, name: "other")
            _ = try await SampleRecords(mill.pool).store([TestMill.draft("x")], in: other.number)
            try await mill.start(samples: 3)

            let round = try #require(try await RoundRecords(mill.pool).list(of: mill.number).first)
            #expect(round.state == .seeding && round.openedAt != nil)
            #expect(try await Self.samples(in: 1, mill) == [0, 1, 2])
            #expect(try await RoundRecords(mill.pool).samples(in: 1, of: mill.number) == 3)
        }
    }

    @Test func `a round from hard takes what stayed hard in the round before`() async throws {
        try await TestMill.withCreatedJob { mill in
            try await mill.start(samples: 5)
            try await mill.pool.query("update pairmill.round set state = 'closed' where round = 1")
            let outcomes: [SampleOutcome] = [.hard, .allPassed, .hard, .mixed, .incomplete]
            try await mill.pool.query(
                """
                insert into pairmill.sample_outcome (job, round, sample, outcome)
                select \(mill.number), 1, number - 1, outcome
                from unnest(\(outcomes.map(\.rawValue))) with ordinality as o(outcome, number)
                union all select \(mill.number), 3, 4, 'hard' union all select \(mill.number + 1), 1, 3, 'hard'
                """)

            let begun = try await RoundRecords(mill.pool).begin(
                2, of: mill.number, in: .planned, from: .hard, note: "without training")
            #expect(begun)
            #expect(try await Self.samples(in: 2, mill) == [0, 2])
            let rounds = try await RoundRecords(mill.pool).list(of: mill.number)
            #expect(rounds.map(\.state) == [.closed, .seeding, .planned])
            #expect(rounds.map(\.note) == [nil, "without training", nil])
        }
    }

    @Test func `a round that is not in the state begins nothing`() async throws {
        try await TestMill.withCreatedJob { mill in
            try await mill.start(samples: 2)
            let rounds = RoundRecords(mill.pool)

            #expect(try await !rounds.begin(1, of: mill.number, in: .planned, from: .all, note: "again"))
            #expect(try await !rounds.begin(2, of: mill.number, in: .training, from: .all, note: nil))
            #expect(try await !rounds.begin(9, of: mill.number, in: .planned, from: .all, note: nil))
            let list = try await rounds.list(of: mill.number)
            #expect(list.map(\.state) == [.seeding, .planned, .planned] && list[0].note == nil)
            #expect(try await Self.samples(in: 2, mill).isEmpty)
        }
    }

    @Test func `a round moves only from where it is, and keeps its note unless there is a new one`()
        async throws
    {
        try await TestMill.with { mill in
            let rounds = RoundRecords(mill.pool)
            #expect(
                try await rounds.move(1, of: mill.number, from: .open, to: .closing, note: "first"))
            #expect(try await !rounds.move(1, of: mill.number, from: .open, to: .closed, note: "never"))
            #expect(try await rounds.list(of: mill.number)[0].closedAt == nil)
            #expect(try await rounds.move(1, of: mill.number, from: .closing, to: .closed))

            let round = try await rounds.list(of: mill.number)[0]
            #expect(round.state == .closed && round.closedAt != nil && round.note == "first")
        }
    }

    private static func samples(in round: Int16, _ mill: TestMill) async throws -> [Int64] {
        try await mill.pool.query(
            """
            select sample from pairmill.round_sample
            where job = \(mill.number) and round = \(round) order by sample
            """
        ).map { try $0.decode(Int64.self, at: 0) }
    }
}
