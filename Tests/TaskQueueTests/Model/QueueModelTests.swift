import TestSupport
import Testing

@testable import TaskQueue

/// Random schedules of the rules without a database: fast enough for many.
@Suite struct QueueModelTests {
    private static let seed = UInt64.random(in: 0 ... .max)

    /// Runs one schedule to its end; returns what went wrong.
    private func run(_ seed: UInt64, fault: QueueModel.Fault) -> [String] {
        var random = SplitMix(seed: seed)
        var model = QueueModel(samples: Int.random(in: 0...3, using: &random), fault: fault)
        var known: [QueueModel.Lease] = []
        let cancels = Int.random(in: 0..<10, using: &random) == 0
        for _ in 0..<40 {
            step(&model, &known, cancels: cancels, using: &random)
            model.check()
            if !model.violations.isEmpty { return model.violations }
        }
        finish(&model)
        if model.closes > 1 { return ["closed \(model.closes) times"] }
        if model.round != .cancelled, model.closes == 0 { return ["never closed"] }
        return model.violations
    }

    private func step(
        _ model: inout QueueModel, _ known: inout [QueueModel.Lease], cancels: Bool,
        using random: inout SplitMix
    ) {
        let place = Int.random(in: 0..<100, using: &random)
        let own = known.randomElement(using: &random)
        switch Int.random(in: 0..<14, using: &random) {
        case 0: model.seed(place % 3 + 1)
        case 1, 2, 3: if let lease = model.claim(place) { known.append(lease) }
        case 4, 5, 6: if let own { model.complete(own) }
        case 7: if let own { model.fail(own, to: [\.ready, \.deferred, \.dead][place % 3]) }
        case 8: model.promote()
        case 9: model.rescue(place)
        case 10: model.beginRedrive()
        case 11: model.commitRedrive()
        case 12: model.beginClose()
        case _ where place == 0 && cancels: model.cancel()
        default:
            model.finishClose()
            model.sweep()
        }
    }

    /// Whatever happened, the work ends and the round closes.
    private func finish(_ model: inout QueueModel) {
        model.commitRedrive()
        for _ in 0..<40 {
            model.seed(2)
            model.promote()
            if let own = model.claim(0) { model.complete(own) }
            for (task, token) in model.lease { model.complete(.init(task: task, token: token)) }
            model.finishClose()
            model.beginClose()
            model.finishClose()
            model.sweep()
            model.check()
        }
    }

    @Test func `every schedule conserves its tasks and closes once, at last and never early`() {
        for number in 0..<10_000 {
            let seed = Self.seed &+ UInt64(number)
            let wrong = run(seed, fault: .none)
            #expect(wrong.isEmpty, "seed \(seed)")
            if !wrong.isEmpty { return }
        }
    }

    @Test(arguments: QueueModel.Fault.allCases.filter { $0 != .none })
    func `a rule left out is noticed`(fault: QueueModel.Fault) {
        let found = (0..<20_000).contains { !run(UInt64($0), fault: fault).isEmpty }
        #expect(found)
    }
}
