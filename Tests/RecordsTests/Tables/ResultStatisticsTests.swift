import Postgres
import Records
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct ResultStatisticsTests {
    @Test func `the planner knows how many results a job has, and is told of no other job's`() async throws {
        try await TestMill.with(samples: 3) { mill in
            let other = try await TestMill.makeJob(mill.pool, name: "other")
            try await mill.finishAll(feedbacks: 2) { _ in false }
            try await ResultStatistics(mill.pool).take(of: mill.number)

            #expect(try await known(mill, "response_\(mill.number)") == 3)
            #expect(try await known(mill, "revision_\(mill.number)") == 6)
            #expect(try await known(mill, "verdict_\(mill.number)") == 9)
            #expect(try await known(mill, "response_\(other.number)") == -1)
        }
    }

    /// Rows by the last statistics; -1 where there never were any.
    private func known(_ mill: TestMill, _ table: String) async throws -> Double? {
        try await mill.pool.query("select reltuples::float8 as known from pg_class where relname = \(table)")
            .first?.decode(Double.self, named: "known")
    }
}
