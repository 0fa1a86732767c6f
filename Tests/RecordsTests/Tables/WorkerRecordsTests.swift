import Domain
import Postgres
import Records
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct WorkerRecordsTests {
    @Test func `a worker is alive for as long as the queue's ttl says`() async throws {
        try await TestMill.withCreatedJob { mill in
            try await mill.pool.query(
                """
                insert into pairmill.worker (worker, stage, name, capacity, wanted, beat) values
                    (1, 0, 'now', 8, 8, now()), (2, 0, 'silent', 4, 4, now() - interval '40 s')
                """)
            let patient = WorkerRecords(mill.pool, ttl: .seconds(300))
            #expect(try await patient.alive().map(\.name) == ["now", "silent"])
            #expect(try await patient.wanted() == [.generate: 12])
            #expect(try await patient.countByStage() == [.generate: 2])

            let hasty = WorkerRecords(mill.pool, ttl: .seconds(6))
            #expect(try await hasty.alive().map(\.name) == ["now"])
            #expect(try await hasty.wanted() == [.generate: 8])
            #expect(try await hasty.countByStage() == [.generate: 1])
        }
    }
}
