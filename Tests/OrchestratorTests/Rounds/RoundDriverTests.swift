import Contracts
import Domain
import Foundation
import Postgres
import Records
import TestSupport
import Testing

@testable import Orchestrator

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct RoundDriverTests {
    /// Two rounds, one normal and one contrastive response, two feedbacks on each.
    static var specification: JobSpecification {
        var specification = Preset.rounds1And2.specification
        specification.sampling.normal = 1
        specification.sampling.contrastive = 1
        specification.pairing.filters.lengthBalance.on = false
        return specification
    }

    /// Sample 0 mixes, sample 1 passes throughout, sample 2 is hard until round 2.
    static let passes: @Sendable (TaskID) -> Bool = { task in
        switch task.sample {
        case 0: task.step == .generate ? task.slot == 0 : task.step == .revise(feedback: 1)
        case 1: true
        default: task.round == 2 && task.slot == 0
        }
    }

    static func lines() throws -> [String] {
        try [
            DrivenJob.line("a", shade: 1), DrivenJob.line("b", shade: 2), DrivenJob.line("c", shade: 3),
        ]
    }

    @Test func `a job goes through its rounds and leaves pairs, outcomes and a note`() async throws {
        try await DrivenJob.with(Self.specification, passes: Self.passes) { job in
            _ = try await job.take(try Self.lines())
            try await job.start()
            try await job.drive()
            try await job.seed(1)
            try await job.stages.workAll()
            try await job.close(1)
            try await job.drive()

            var rounds = try await job.rounds()
            #expect(rounds.map(\.state) == [.closed, .seeding])
            #expect(rounds[1].note?.contains("without training (training.mode skip)") == true)
            #expect(try await RoundRecords(job.pool).samples(in: 2, of: job.job.number) == 1)
            let yields = try await RoundRecords(job.pool).yields(of: job.job.number)
            #expect(yields[1] == RoundYieldCount(pairs: 2, feedbackPairs: 2, hard: 1))

            try await job.seed(2)
            try await job.stages.workAll()
            try await job.close(2)
            try await job.drive()
            rounds = try await job.rounds()
            #expect(rounds.map(\.state) == [.closed, .closed])
            #expect(try await job.record().state == .done)
            let conservation = try await JobCounts(job.pool).conservation(of: job.job.number)
            #expect(conservation.leak == 0 && conservation.doubled == 0)
        }
    }

    @Test func `a job without samples is done with no pairs`() async throws {
        try await DrivenJob.with(Self.specification, passes: Self.passes) { job in
            try await job.start()
            for round in 1...2 {
                try await job.drive()
                try await job.close(round)
            }
            try await job.drive()

            #expect(try await job.record().state == .done)
            let report = try await ReportBuilding(job.pool).report(of: job.record(), by: job.specification)
            #expect(report.built == 0 && report.rows == 0)
        }
    }

    @Test func `drivers side by side build every pair once`() async throws {
        try await DrivenJob.with(Self.specification, passes: Self.passes) { job in
            _ = try await job.take(try Self.lines())
            try await job.start()
            try await job.drive()
            try await job.seed(1)
            try await job.stages.workAll()
            try await job.close(1)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 { group.addTask { try await job.drive() } }
                try await group.waitForAll()
            }

            let yields = try await RoundRecords(job.pool).yields(of: job.job.number)
            #expect(yields[1] == RoundYieldCount(pairs: 2, feedbackPairs: 2, hard: 1))
            #expect(try await job.rounds().map(\.state) == [.closed, .seeding])
        }
    }

    @Test func `a round that is paused is closed, and the next one waits`() async throws {
        try await DrivenJob.with(Self.specification, passes: Self.passes) { job in
            _ = try await job.take(try Self.lines())
            try await job.start()
            try await job.drive()
            try await job.seed(1)
            try await job.stages.workAll()
            try await job.close(1)
            _ = try await JobRecords(job.pool).move(job.job.number, from: [.running], to: .paused)
            try await job.drive()

            #expect(try await job.rounds().map(\.state) == [.closed, .planned])
        }
    }

    @Test func `dead tasks make a sample incomplete, never hard`() async throws {
        try await DrivenJob.with(Self.specification, passes: { _ in false }) { job in
            _ = try await job.take(try Self.lines())
            try await job.start()
            try await job.drive()
            try await job.seed(1)
            try await job.pool.query(
                """
                with freed as (delete from pairmill.ready where pairmill.sample_of(task_id) = 1
                    and pairmill.slot_of(task_id) = 0 returning *)
                insert into pairmill.dead (task_id, job, stage, attempt, crashes, reason)
                select task_id, job, stage, attempt, crashes, 'test' from freed
                """)
            try await job.stages.workAll()
            try await job.close(1)
            try await job.drive()

            let outcomes = try await JobCounts(job.pool).finalOutcomes(of: job.job.number)
            #expect(outcomes == ["hard": 2, "incomplete": 1])
        }
    }

    @Test func `an open round shows provisional pairs of samples whose chains are complete`() async throws {
        try await DrivenJob.with(Self.specification, passes: Self.passes) { job in
            _ = try await job.take(try Self.lines())
            try await job.start()
            try await job.drive()
            try await job.seed(1)
            _ = try await job.stages.work(.generate)
            _ = try await job.stages.work(.verify)
            let provisional = ProvisionalPairs(job.pool)
            let early = try await provisional.page(
                of: job.job, by: job.specification, round: 1, kind: .response)
            #expect(early.rows.isEmpty)

            try await job.stages.workAll()
            for kind in PairRow.Kind.allCases {
                let page = try await provisional.page(
                    of: job.job, by: job.specification, round: 1, kind: kind)
                #expect(page.rows.count == 2)
                #expect(page.rows.allSatisfy { $0.provisional && $0.id == nil && $0.name == "a" })
                #expect(page.next == nil)
            }

            let before = try await provisional.page(
                of: job.job, by: job.specification, round: 1, kind: .response)
            try await job.close(1)
            try await job.drive()
            let stored = try await StoredPairRows(job.pool).page(
                of: job.job.number, kind: .response, round: nil, withExcluded: false, after: nil, limit: 10)
            #expect(Set(stored.rows.map(\.chosen)) == Set(before.rows.map(\.chosen)))
            #expect(Set(stored.rows.map(\.rejected)) == Set(before.rows.map(\.rejected)))
            #expect(stored.next == nil)
        }
    }
}
