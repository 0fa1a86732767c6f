import Contracts
import Domain
import Records
import Testing

@testable import Orchestrator

@Suite struct StallTests {
    private func backend(_ roles: [Role], _ state: String = "active") -> BackendRecord {
        BackendRecord(
            id: .make(), url: "http://gpu-1:8000", kind: "auto", roles: roles, maxInFlight: 8, state: state)
    }

    private func stall(
        _ stage: Stage, _ counts: StageCounts, moving: Bool = false, workers: Int = 1,
        backends: [BackendRecord]? = nil, reasons: [JobCounts.DeferredReason] = [], isFresh: Bool = false
    ) -> Blocked? {
        var stages = StageTable()
        stages[stage] = counts
        return Stall(
            stages: stages, pace: [stage: StagePace(perMinute: 1, isMoving: moving)],
            workers: [stage: workers], backends: backends ?? [backend(Role.allCases)], reasons: reasons,
            isFresh: isFresh
        ).blocked
    }

    private func reason(_ text: String, isSnoozed: Bool) -> JobCounts.DeferredReason {
        JobCounts.DeferredReason(stage: .verify, reason: text, tasks: 3, isSnoozed: isSnoozed)
    }

    @Test func `the moment between two claims is no stall`() {
        #expect(stall(.verify, StageCounts(ready: 5)) == nil)
        #expect(stall(.verify, StageCounts()) == nil)
    }

    @Test func `tasks without a worker of their stage name the process to start`() throws {
        let blocked = try #require(stall(.verify, StageCounts(ready: 5), workers: 0))
        #expect(blocked.stage == "verify" && blocked.reason == "no verifier is alive")
        #expect(blocked.remedy.hasPrefix("start a verifier"))
    }

    @Test func `a worker that is restarted shows no stall`() {
        #expect(stall(.verify, StageCounts(ready: 5), moving: true, workers: 0) == nil)
        #expect(stall(.verify, StageCounts(ready: 5, leased: 1), workers: 0) == nil)
    }

    @Test func `a role without an active backend names the role and what to do`() throws {
        let missing = try #require(
            stall(.revise, StageCounts(ready: 1), backends: [backend([.generator, .verifier])]))
        #expect(missing.stage == "revise" && missing.reason == "no backend has the role reviser")
        #expect(missing.remedy.contains("POST /v1/backends"))

        let joining = try #require(
            stall(.revise, StageCounts(deferred: 1), backends: [backend([.reviser], "joining")]))
        #expect(joining.reason.contains("still joining"))

        let own = backend([.reviser], "draining")
        let draining = try #require(stall(.revise, StageCounts(ready: 1), backends: [own]))
        #expect(draining.remedy.contains("PATCH /v1/backends/\(own.id)"))
    }

    @Test func `tasks that are snoozed say why at once, those tried again only after a while`() {
        let counts = StageCounts(deferred: 3)
        let snoozed = [reason("no backend serves model x", isSnoozed: true)]
        let blocked = stall(.verify, counts, reasons: snoozed, isFresh: true)
        #expect(blocked?.reason == "no backend serves model x")
        #expect(stall(.verify, counts, moving: true, reasons: snoozed) == nil)

        var stages = StageTable()
        stages[.verify] = counts
        stages[.generate] = StageCounts(ready: 9, leased: 4)
        let other = Stall(
            stages: stages, pace: [.generate: StagePace(perMinute: 60, isMoving: true)],
            workers: [.verify: 1, .generate: 1], backends: [backend(Role.allCases)], reasons: snoozed,
            isFresh: false)
        #expect(other.blocked?.stage == "verify", "another stage's work hides nothing")

        let failed = [reason("unreadable", isSnoozed: false)]
        #expect(stall(.verify, counts, reasons: failed, isFresh: true) == nil)
        #expect(stall(.verify, counts, reasons: failed)?.reason == "unreadable")
    }
}
