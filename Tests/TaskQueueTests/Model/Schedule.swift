import Domain
import TestSupport

@testable import TaskQueue

/// One round with random steps, drawn from a seed: the same seed takes the same steps.
///
/// So many steps of anything, then work that goes on until the round is over, then
/// a few more steps, which must not undo that.
struct Schedule {
    let seed: UInt64
    let model: QueueModel
    private(set) var steps: [Step] = []
    private(set) var tables = TaskTables()
    private(set) var broken: Invariant?
    private let audit: Audit
    private var random: SplitMix
    private let keepsSteps: Bool

    init(seed: UInt64, fault: Fault? = nil, keepsSteps: Bool = false) {
        var random = SplitMix(seed: seed)
        let plan = Self.plan(&random)
        self.seed = seed
        self.random = random
        self.keepsSteps = keepsSteps
        model = QueueModel(plan: plan, fault: fault)
        audit = Audit(plan: plan)
    }

    /// Mostly small rounds: those are often nearly empty, where closing is hard.
    private static func plan(_ random: inout SplitMix) -> ModelPlan {
        var plan = ModelPlan()
        plan.samples = random.below(4)
        plan.feedbacks = random.below(3)
        plan.which = random.below(2) == 0 ? .all : .failed
        plan.chunk = 1 + random.below(3)
        plan.maxAttempts = 2 + random.below(2)
        plan.maxCrashes = 2 + random.below(2)
        plan.isCancellable = random.below(4) == 0
        return plan
    }

    /// Runs it to its end, or to the first invariant that breaks.
    mutating func run() -> Invariant? {
        takeAnything(20 + random.below(40))
        finish()
        takeAnything(10)
        return broken
    }

    private mutating func take(_ step: Step) {
        guard broken == nil else { return }
        let before = tables
        let answer = model.take(step, in: &tables)
        if keepsSteps { steps.append(step) }
        broken = audit.broken(by: step, answer, from: before, to: tables)
    }

    private mutating func takeAnything(_ count: Int) {
        for _ in 0..<count where broken == nil {
            if let step = draw() { take(step) }
        }
    }

    /// Nil where there is no task for the step that was drawn.
    private mutating func draw() -> Step? {
        switch random.below(32) {
        case 0: .seed
        case 1, 2: .commitSeed
        case 3...7: one(of: tables.ready).map { .claim($0) }
        case 8: one(of: tables.ready).map { .claimUnheard($0) }
        case 9...14: one(of: tables.lease & tables.heard).map { .complete($0, .latest, passes: isLucky()) }
        case 15: one(of: tables.heard).map { .complete($0, .latest, passes: isLucky()) }
        case 16: one(of: tables.older).map { .complete($0, .older, passes: isLucky()) }
        case 17, 18: one(of: tables.lease & tables.heard).map { .fail($0, .latest, kind()) }
        case 19: one(of: tables.older).map { .fail($0, .older, kind()) }
        case 20, 21: one(of: tables.deferred).map { .promote($0) }
        case 22: one(of: tables.lease | tables.found).map { .rescue($0) }
        case 23: one(of: tables.strays).map { .reconcile($0) }
        default: drawForRound()
        }
    }

    private mutating func drawForRound() -> Step? {
        switch random.below(16) {
        case 0: .redrive
        case 1, 2: .commitRedrive
        case 3, 4: .close
        case 5, 6: .lookForWork
        case 7, 8: .commitClose
        case 9: .crash
        case 10: random.below(4) == 0 ? .cancel : nil
        case 11, 12: one(of: tables.live).map { .sweep($0) }
        case 13: .markSwept
        default: .seed
        }
    }

    private mutating func one(of tasks: TaskSet) -> Int? {
        tasks.isEmpty ? nil : tasks.task(random.below(tasks.count))
    }

    private mutating func isLucky() -> Bool { random.below(2) == 0 }

    private mutating func kind() -> TaskFailure.Kind {
        switch random.below(4) {
        case 0: .retry
        case 1: .snooze
        case 2: .fatal
        default: .release
        }
    }

    /// Whatever happened, the work ends and the round is over soon.
    private mutating func finish() {
        for _ in 0..<20 where broken == nil && !tables.isOver {
            for step in [Step.commitSeed, .commitRedrive, .seed, .commitSeed] { take(step) }
            for task in tables.deferred.tasks { take(.promote(task)) }
            for task in tables.strays.tasks { take(.reconcile(task)) }
            for task in tables.ready.tasks { take(.claim(task)) }
            for task in tables.lease.tasks { take(.complete(task, .latest, passes: isLucky())) }
            for task in tables.live.tasks where tables.round == .cancelled { take(.sweep(task)) }
            for step in [Step.markSwept, .lookForWork, .commitClose, .close, .lookForWork, .commitClose] {
                take(step)
            }
        }
        if !tables.isOver { broken = broken ?? .closesAtLast }
    }
}

extension Schedule: CustomStringConvertible {
    var description: String { "seed \(seed): \(steps.map { "\($0)" }.joined(separator: ", "))" }
}
