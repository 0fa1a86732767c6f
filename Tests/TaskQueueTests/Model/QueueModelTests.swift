import Domain
import TestSupport
import Testing

@testable import TaskQueue

/// The rules without a database: every interleaving of a tiny round, and more random
/// schedules of larger ones than a database could run (QUEUE §13.6).
@Suite(.timeLimit(.minutes(20))) struct QueueModelTests {
    /// Between them every rule is at work.
    private static let tinyRounds = [
        ModelPlan(samples: 0), ModelPlan(samples: 1, feedbacks: 0),
        ModelPlan(samples: 1, which: .failed, maxCrashes: 1, isCancellable: false),
        ModelPlan(samples: 2, feedbacks: 0, maxAttempts: 1, maxCrashes: 1, isCancellable: false),
    ]

    /// Those that take a while, where much is asked for.
    private static let smallRounds =
        ModelRun.isLong
        ? [
            ModelPlan(samples: 1, which: .failed), ModelPlan(samples: 1, which: .all),
            ModelPlan(samples: 2, feedbacks: 0, chunk: 2, maxCrashes: 1),
        ] : []

    @Test func `every schedule keeps every invariant`() {
        let (count, clock) = (ModelRun.schedules, ContinuousClock())
        print("QueueModelTests seed \(ModelRun.seed)")
        let took = clock.measure {
            for number in 0..<count {
                let seed = ModelRun.seed &+ UInt64(number)
                var schedule = Schedule(seed: seed)
                guard let broken = schedule.run() else { continue }
                var again = Schedule(seed: seed, keepsSteps: true)
                _ = again.run()
                Issue.record("\(broken)\n\(again)")
                return
            }
        }
        print("QueueModelTests ran \(count) schedules in \(took)")
    }

    @Test(arguments: tinyRounds + smallRounds)
    func `every interleaving of a tiny round keeps every invariant`(plan: ModelPlan) {
        var exploration = Exploration(plan)
        let found = exploration.run()
        #expect(found == nil)
        print("\(plan): \(exploration.states.count) states, \(exploration.transitions) transitions")
    }

    @Test(arguments: Fault.allCases)
    func `random schedules report a broken rule as what it breaks`(fault: Fault) {
        let found = (0..<20_000).lazy.compactMap { number in
            var schedule = Schedule(seed: UInt64(number), fault: fault)
            return schedule.run()
        }
        #expect(found.first == fault.breaks)
    }

    @Test(arguments: Fault.allCases)
    func `looking everywhere reports a broken rule as what it breaks`(fault: Fault) {
        let found = Self.tinyRounds.lazy.compactMap { plan in
            var exploration = Exploration(plan, fault: fault)
            return exploration.run()?.broken
        }
        #expect(found.first == fault.breaks)
    }

    @Test func `every invariant has a rule that breaks it`() {
        #expect(Set(Fault.allCases.map(\.breaks)) == Set(Invariant.allCases))
    }

    @Test func `a seed takes the same steps again`() {
        func steps(_ seed: UInt64) -> [Step] {
            var schedule = Schedule(seed: seed, keepsSteps: true)
            #expect(schedule.run() == nil)
            return schedule.steps
        }
        #expect(steps(7) == steps(7))
        #expect(steps(7) != steps(8))
    }
}
