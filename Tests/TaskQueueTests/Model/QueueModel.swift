import Domain

@testable import TaskQueue

/// The rules of QUEUE.md over `TaskTables`: what each step does, and says.
///
/// Pure and small, so that all interleavings of a tiny round can be looked at, and
/// millions of a larger one. A rule that meets tables it is not for does nothing,
/// as a statement that finds no row.
struct QueueModel {
    let plan: ModelPlan
    /// The rule that is broken, if one is.
    var fault: Fault?

    /// Takes a step; only senders get an answer.
    func take(_ step: Step, in tables: inout TaskTables) -> CompletionAnswer? {
        switch step {
        case .claim(let task): claim(task, isHeard: true, &tables)
        case .claimUnheard(let task): claim(task, isHeard: false, &tables)
        case .complete(let task, let sender, let passes):
            return complete(task, sender, passes: passes, &tables)
        case .fail(let task, let sender, let kind): return fail(task, sender, kind, &tables)
        case .promote(let task): promote(task, &tables)
        case .rescue(let task): rescue(task, &tables)
        case .reconcile(let task): reconcile(task, &tables)
        case .seed: seed(&tables)
        case .commitSeed: commitSeed(&tables)
        case .redrive: redrive(&tables)
        case .commitRedrive: commitRedrive(&tables)
        case .close: close(&tables)
        case .lookForWork: lookForWork(&tables)
        case .commitClose: commitClose(&tables)
        case .cancel: cancel(&tables)
        case .sweep(let task): sweep(task, &tables)
        case .markSwept: markSwept(&tables)
        case .crash: crash(&tables)
        }
        return nil
    }
}

// MARK: - Tasks

extension QueueModel {
    /// A doubled ready row meets the lease and vanishes (QUEUE R13).
    private func claim(_ task: Int, isHeard: Bool, _ tables: inout TaskTables) {
        guard tables.ready.contains(task) else { return }
        tables.dequeue(task)
        guard !tables.lease.contains(task) else { return }
        tables.lease.insert(task)
        if tables.heard.contains(task) { tables.older.insert(task) }
        tables.heard.remove(task)
        if isHeard { tables.heard.insert(task) }
    }

    /// The lease goes out by task and token; result and successors are fed by it alone (QUEUE R14).
    private func complete(
        _ task: Int, _ sender: Step.Sender, passes: Bool, _ tables: inout TaskTables
    ) -> CompletionAnswer {
        guard frees(task, sender, tables) else { return classify(task, sender, tables) }
        tables.lease.remove(task)
        guard !tables.result.contains(task) || fault == .unguardedResult else {
            return classify(task, sender, tables)
        }
        tables.result.insert(task)
        if plan.which == .failed, ModelPlan.step(of: task) == 1, !passes { tables.failed.insert(task) }
        tables.enqueue(plan.successors(of: task, passes: passes))
        if fault == .revisedTwice, plan.which == .failed, ModelPlan.step(of: task) == 0 {
            tables.enqueue(plan.revises(task))
        }
        return .ok
    }

    private func frees(_ task: Int, _ sender: Step.Sender, _ tables: TaskTables) -> Bool {
        if tables.lease.contains(task), sender == .latest || fault == .unfencedCompletion { return true }
        return fault == .unguardedResult && sender == .latest && tables.result.contains(task)
    }

    /// Only the latest claim's token can be on a result (QUEUE R15).
    private func classify(
        _ task: Int, _ sender: Step.Sender, _ tables: TaskTables
    ) -> CompletionAnswer {
        let isOwn = sender == .latest || fault == .classifiedWithoutToken
        return tables.result.contains(task) && isOwn ? .already : .stale
    }

    /// Gives a lease back by kind and budget (QUEUE R17); ok is for a lease that was held.
    private func fail(
        _ task: Int, _ sender: Step.Sender, _ kind: TaskFailure.Kind, _ tables: inout TaskTables
    ) -> CompletionAnswer {
        guard tables.lease.contains(task), sender == .latest else { return .stale }
        tables.lease.remove(task)
        switch kind {
        case .release: if fault != .releaseGoesNowhere { tables.enqueue(.one(task)) }
        case .snooze:
            tables.deferred.insert(task)
            if fault == .snoozeCountsAttempt { tables.attempts.increment(task) }
        case .fatal:
            tables.attempts.increment(task)
            tables.dead.insert(task)
        case .retry:
            tables.attempts.increment(task)
            if tables.attempts[task] >= plan.maxAttempts {
                tables.dead.insert(task)
            } else {
                tables.deferred.insert(task)
            }
        }
        return .ok
    }

    private func promote(_ task: Int, _ tables: inout TaskTables) {
        guard tables.deferred.contains(task) else { return }
        tables.deferred.remove(task)
        tables.enqueue(.one(task))
    }

    /// A lost lease returns, or dies of its crashes (QUEUE R18, R24).
    private func rescue(_ task: Int, _ tables: inout TaskTables) {
        if fault == .rescueInTwoStatements, !tables.found.contains(task) {
            if tables.lease.contains(task) { tables.found.insert(task) }
            return
        }
        guard tables.lease.contains(task) || tables.found.contains(task) else { return }
        tables.found.remove(task)
        tables.lease.remove(task)
        if fault == .rescueCountsAttempt {
            tables.attempts.increment(task)
        } else {
            tables.crashes.increment(task)
        }
        if isSpent(task, tables) { tables.dead.insert(task) } else { tables.enqueue(.one(task)) }
    }

    private func isSpent(_ task: Int, _ tables: TaskTables) -> Bool {
        let crashes = tables.crashes[task]
        return switch fault {
        case .budgetOverrun: crashes > plan.maxCrashes
        case .oneBudget: crashes + tables.attempts[task] >= plan.maxCrashes
        default: crashes >= plan.maxCrashes
        }
    }

    /// A lease whose answer was lost returns, as if it had never been (QUEUE R27).
    private func reconcile(_ task: Int, _ tables: inout TaskTables) {
        guard tables.strays.contains(task) else { return }
        if fault == .knownByTaskAlone, tables.older.contains(task) { return }
        tables.lease.remove(task)
        tables.enqueue(.one(task))
    }
}
