import Domain
import Postgres
import Records
import TaskQueue
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)), .enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct ConservationTests {
    private static let seed = UInt64.random(in: 0 ... .max)

    @Test(arguments: RevisionPlan.Which.allCases)
    func `whatever stages do in whatever order, nothing is lost or doubled`(
        _ which: RevisionPlan.Which
    ) async throws {
        print("ConservationTests seed \(Self.seed), revisions of \(which)")
        try await TestMill.withCreatedJob { mill in
            try await mill.start(samples: 6, slots: 2)
            try await RandomStages(mill, which, seed: Self.seed).arm()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<3 {
                    group.addTask {
                        var worker = RandomStages(mill, which, seed: Self.seed &+ UInt64(number))
                        for _ in 0..<60 {
                            try await worker.step()
                            let found = try await JobCounts(mill.pool).conservation(of: mill.number)
                            guard found.leak == 0, found.doubled == 0 else {
                                Issue.record(
                                    "leak \(found.leak), doubled \(found.doubled), seed \(Self.seed)")
                                return
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            var last = RandomStages(mill, which, seed: Self.seed &+ 3)
            try await last.finish()
            try await mill.expectConservation()

            // 12 responses, of which half fail; two revisions each.
            let revised = which == .all ? 12 : 6
            let counts = try await JobCounts(mill.pool).stages(of: mill.number)
            #expect(counts.map(\.done) == [12, 2 * revised, 12 + 2 * revised], "seed \(Self.seed)")
            #expect(counts.allSatisfy { $0.ready + $0.leased + $0.deferred + $0.dead == 0 })
            #expect(try await Self.made(mill) == [12, Int64(2 * revised), Int64(12 + 2 * revised)])
        }
    }

    @Test(arguments: ["ready", "response", "verdict", "revision"])
    func `a row that is lost shows as a leak`(_ table: String) async throws {
        try await Self.withTasksEverywhere { mill in
            let lost = try #require(try await mill.tasks(in: table).first)
            try await mill.pool.query(
                "delete from pairmill.\(identifier: table) where task_id = \(lost.rawValue)")

            #expect(try await JobCounts(mill.pool).conservation(of: mill.number).leak > 0)
        }
    }

    @Test func `a task that is in two places shows as doubled`() async throws {
        try await Self.withTasksEverywhere { mill in
            let done = try #require(try await mill.tasks(in: "response").first)
            try await mill.pool.query(
                """
                insert into pairmill.ready (task_id, job, stage) values (\(done.rawValue), \(mill.number), 0)
                """)

            #expect(try await JobCounts(mill.pool).conservation(of: mill.number).doubled == 1)
        }
    }

    @Test func `a lost task and a doubled one do not hide each other, nor one stage another`() async throws {
        try await TestMill.with(samples: 2) { mill in
            // Lost in one stage, made from nothing in another: the sum is right, the books are not.
            try await mill.pool.query(
                "delete from pairmill.ready where task_id = \(mill.task().rawValue)")
            try await mill.pool.query(
                """
                insert into pairmill.ready (task_id, job, stage)
                values (\(mill.task(.verifyResponse).rawValue), \(mill.number), 2)
                """)

            #expect(try await JobCounts(mill.pool).conservation(of: mill.number).leak == 2)
        }
    }

    /// Two samples, one of them through all stages; something is left ready.
    private static func withTasksEverywhere(_ body: (TestMill) async throws -> Void) async throws {
        try await TestMill.with(samples: 2) { mill in
            let revise = mill.task(.revise(feedback: 1))
            try await mill.finish(mill.task(), ResponseCompletion(), mill.response(mill.task()))
            try await mill.finish(
                mill.task(.verifyResponse), VerdictCompletion(), mill.verdict(passes: false))
            try await mill.finish(revise, RevisionCompletion(), mill.revision(revise))
            try await mill.expectConservation()
            try await body(mill)
        }
    }

    private static func made(_ mill: TestMill) async throws -> [Int64] {
        try await mill.pool.query(
            "select made from pairmill.conservation where job = \(mill.number) and round = 1 order by stage"
        ).map { try $0.decode(Int64.self, at: 0) }
    }
}
