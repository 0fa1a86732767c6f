import Contracts
import Domain
import Records

/// Decides whether a job gets nowhere, why, and what a person can do (DECISIONS 18).
///
/// A stage stands still if it has tasks, nobody holds one and none was done for
/// 10 to 15 seconds; what never moved stands still at once. So neither the moment
/// between two claims nor a restart shows, and a wrong model does immediately.
struct Stall {
    /// The job's tasks, over all rounds.
    let stages: StageTable
    let pace: [Stage: StagePace]
    /// Live workers of each stage.
    let workers: [Stage: Int]
    let backends: [BackendRecord]
    /// Why tasks are deferred, the commonest first.
    let reasons: [JobCounts.DeferredReason]
    /// Whether the job was started only seconds ago: a task that is tried again is no stall then.
    let isFresh: Bool

    var blocked: Blocked? {
        for stage in Stage.allCases where standsStill(stage) {
            if let blocked = withoutWorker(stage) ?? withoutBackend(stage) { return blocked }
        }
        return deferred
    }

    private func standsStill(_ stage: Stage) -> Bool {
        let counts = stages[stage]
        return counts.ready + counts.deferred > 0 && counts.leased == 0 && pace[stage]?.isMoving != true
    }

    private func withoutWorker(_ stage: Stage) -> Blocked? {
        guard workers[stage, default: 0] == 0, stages[stage].ready > 0 else { return nil }
        let role = Role(of: stage).rawValue
        return Blocked(
            stage: stage.description, reason: "no \(role) is alive",
            remedy: "start a \(role); GET /v1/workers lists what is alive")
    }

    private func withoutBackend(_ stage: Stage) -> Blocked? {
        let role = Role(of: stage)
        let own = backends.filter { $0.roles.contains(role) }
        guard !own.contains(where: { $0.state == "active" }) else { return nil }
        if let joining = own.first(where: { $0.state == "joining" }) {
            return Blocked(
                stage: stage.description,
                reason: "the backend \(joining.url) is still joining; no other has the role \(role.rawValue)",
                remedy: "see that it answers and serves a model that sees images; it joins by itself")
        }
        if let draining = own.first(where: { $0.state == "draining" }) {
            return Blocked(
                stage: stage.description,
                reason: "the backend \(draining.url) is draining; no other has the role \(role.rawValue)",
                remedy: "register another, or bring it back: PATCH /v1/backends/\(draining.id) "
                    + #"{"state": "active"}"#)
        }
        return Blocked(
            stage: stage.description, reason: "no backend has the role \(role.rawValue)",
            remedy: #"register one: POST /v1/backends {"url": "http://…", "roles": ["\#(role.rawValue)"]}"#)
    }

    /// A stage does not move and its tasks say why, whatever the others still do.
    private var deferred: Blocked? {
        let worst = reasons.first { standsStill($0.stage) && ($0.isSnoozed || !isFresh) }
        guard let worst else { return nil }
        return Blocked(
            stage: worst.stage.description, reason: worst.reason,
            remedy:
                "look at GET /v1/backends; register a backend for the role \(Role(of: worst.stage).rawValue)"
                + " or mend the one it names; the tasks go on by themselves")
    }
}
