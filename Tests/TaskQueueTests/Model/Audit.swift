import Domain

@testable import TaskQueue

/// Finds the first invariant that a step has broken; knows none of the rules' code.
struct Audit {
    let plan: ModelPlan

    func broken(
        by step: Step, _ answer: CompletionAnswer?, from before: TaskTables, to after: TaskTables
    ) -> Invariant? {
        brokenByStep(step, answer, before, after) ?? brokenByRound(before, after)
            ?? brokenByDeath(step, before, after) ?? brokenInState(after)
    }

    private func brokenByStep(
        _ step: Step, _ answer: CompletionAnswer?, _ before: TaskTables, _ after: TaskTables
    ) -> Invariant? {
        switch step {
        case .complete(let task, let sender, let passes):
            return brokenByResult(task, sender, passes: passes, answer, before, after)
        case .fail(let task, let sender, let kind):
            if answer == .ok, sender == .older { return .latestClaimOnly }
            if kind == .snooze || kind == .release { return keepsBudgets(task, before, after) }
            return counts(answer == .ok ? 1 : 0, crashes: 0, task, before, after) ? nil : .separateBudgets
        case .claim(let task), .claimUnheard(let task), .promote(let task):
            return keepsBudgets(task, before, after)
        case .reconcile(let task):
            if before.strays.contains(task), after.lease.contains(task) { return .strayReturns }
            return keepsBudgets(task, before, after)
        case .rescue(let task):
            let isMoved = before.lease.contains(task) && !after.lease.contains(task)
            return !isMoved || counts(0, crashes: 1, task, before, after) ? nil : .separateBudgets
        case .commitRedrive:
            let spent = after.attempts.atLeast(1) | after.crashes.atLeast(1)
            return (before.dead & after.ready & spent).isEmpty ? nil : .freshRedrive
        case .seed, .commitSeed, .crash: return brokenBySeeding(before, after)
        default: return nil
        }
    }

    private func brokenByResult(
        _ task: Int, _ sender: Step.Sender, passes: Bool, _ answer: CompletionAnswer?,
        _ before: TaskTables, _ after: TaskTables
    ) -> Invariant? {
        if answer == .ok {
            if before.result.contains(task) { return .oneResult }
            if sender == .older { return .latestClaimOnly }
            let made = after.everywhere - before.everywhere
            return made == plan.successors(of: task, passes: passes) ? nil : .exactFanOut
        }
        let isOwn = sender == .latest
        let truth: CompletionAnswer =
            before.lease.contains(task) && isOwn
            ? .ok : before.result.contains(task) && isOwn ? .already : .stale
        return answer == truth ? nil : .honestAnswers
    }

    private func keepsBudgets(_ task: Int, _ before: TaskTables, _ after: TaskTables) -> Invariant? {
        counts(0, crashes: 0, task, before, after) ? nil : .freeReturns
    }

    /// Whether a task's attempts and crashes grew by so many.
    private func counts(
        _ attempts: Int, crashes: Int, _ task: Int, _ before: TaskTables, _ after: TaskTables
    ) -> Bool {
        after.attempts[task] - before.attempts[task] == attempts
            && after.crashes[task] - before.crashes[task] == crashes
    }

    private func brokenBySeeding(_ before: TaskTables, _ after: TaskTables) -> Invariant? {
        let seeded = TaskSet(bits: after.everywhere.bits & TaskSet.generates)
        let due = plan.generates(before: Int(after.cursor))
        if !(due - seeded).isEmpty { return .seedingLosesNothing }
        return (seeded - due).isEmpty && (after.readyAgain - before.readyAgain).isEmpty
            ? nil : .seedingDoublesNothing
    }

    private func brokenByRound(_ before: TaskTables, _ after: TaskTables) -> Invariant? {
        if after.closes > 1 { return .closesOnce }
        if after.closes > before.closes, !before.live.isEmpty { return .closesNeverEarly }
        if before.round != after.round, !before.round.permits(after.round) { return .permittedStates }
        if after.round == .closing, !after.live.isEmpty { return .noLateWork }
        return after.isSwept && !after.live.isEmpty ? .sweptStaysEmpty : nil
    }

    /// Nothing is buried without a reason, and the step's own task at most.
    private func brokenByDeath(_ step: Step, _ before: TaskTables, _ after: TaskTables) -> Invariant? {
        let died = after.dead - before.dead
        if died.isEmpty { return nil }
        let reasoned: TaskSet =
            switch step {
            case .fail(let task, _, .fatal): .one(task)
            case .fail(let task, _, .retry) where before.attempts[task] + 1 >= plan.maxAttempts: .one(task)
            case .rescue(let task) where before.crashes[task] + 1 >= plan.maxCrashes: .one(task)
            case .sweep(let task) where before.round == .cancelled: .one(task)
            default: TaskSet()
            }
        return (died - reasoned).isEmpty ? nil : .reasonedDeath
    }

    private func brokenInState(_ tables: TaskTables) -> Invariant? {
        let rows =
            tables.ready.count + tables.readyAgain.count + tables.lease.count + tables.deferred.count
            + tables.dead.count + tables.result.count
        if rows != tables.everywhere.count { return .onePlace }
        if tables.everywhere != plan.made(by: tables) { return .conservation }
        let spent = tables.attempts.atLeast(plan.maxAttempts) | tables.crashes.atLeast(plan.maxCrashes)
        return (tables.live & spent).isEmpty ? nil : .finiteBudgets
    }
}
