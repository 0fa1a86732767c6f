import Domain
import Postgres
import TestSupport
import Testing

@testable import Records

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct SampleOutcomesTests {
    private static func withOutcomes(_ body: (TestMill, SampleOutcomes) async throws -> Void) async throws {
        try await TestMill.with(samples: 4) { mill in
            try await mill.pool.query(
                """
                insert into pairmill.sample_outcome (job, round, sample, outcome) values
                    (\(mill.number), 1, 0, 'hard'), (\(mill.number), 2, 0, 'mixed'),
                    (\(mill.number), 1, 1, 'mixed'), (\(mill.number), 1, 2, 'hard')
                """)
            try await body(mill, SampleOutcomes(mill.pool))
        }
    }

    @Test func `without a round a sample ended as in its last one`() async throws {
        try await Self.withOutcomes { mill, outcomes in
            let all = try #require(
                try await outcomes.page(of: mill.number, round: nil, outcome: nil, after: nil, limit: 10))
            #expect(all.map(\.sample.number) == [0, 1, 2, 3])
            #expect(all.map(\.outcome) == [.mixed, .mixed, .hard, nil])
        }
    }

    @Test func `the hard samples of a round come page by page`() async throws {
        try await Self.withOutcomes { mill, outcomes in
            let first = try #require(
                try await outcomes.page(of: mill.number, round: 1, outcome: .hard, after: nil, limit: 1))
            #expect(first.map(\.sample.number) == [0] && first.map(\.outcome) == [.hard])
            let second = try await outcomes.page(
                of: mill.number, round: 1, outcome: .hard, after: first[0].sample.id, limit: 10)
            #expect(second?.map(\.sample.number) == [2])
            #expect(
                try await outcomes.page(of: mill.number, round: 2, outcome: .hard, after: nil, limit: 10)?
                    .isEmpty == true)
            let unknown = try await outcomes.page(
                of: mill.number, round: 1, outcome: .hard, after: .make(), limit: 10)
            #expect(unknown?.count == nil)
        }
    }

    @Test func `the hard set is those that stayed hard`() async throws {
        try await Self.withOutcomes { mill, outcomes in
            let hard = try await outcomes.page(
                of: mill.number, round: nil, outcome: .hard, after: nil, limit: 10)
            #expect(hard?.map(\.sample.number) == [2])
        }
    }
}
