import Domain
import Testing

@testable import TaskQueue

@Suite struct DemandTests {
    private let now = ContinuousClock.now

    private func demand(verify counts: [Int], capacity: Int) -> Demand {
        var demand = Demand(of: .revise)
        let depths = counts.enumerated().map {
            Demand.Depth(stage: .verify, job: Int32($0.offset), count: $0.element, lowest: nil)
        }
        demand.observe(depths, capacities: [.verify: capacity], taking: .zero, at: now)
        return demand
    }

    @Test func `a stage is shallow while its workers could hold more than waits for them`() {
        #expect(demand(verify: [0, 3], capacity: 4).isShallow(.verify))
        #expect(!demand(verify: [1, 3], capacity: 4).isShallow(.verify))
        #expect(!demand(verify: [0], capacity: 0).isShallow(.verify))
        #expect(!Demand(of: .revise).isShallow(.verify))
    }

    @Test func `depths are counted far enough to see it`() {
        #expect(Demand(of: .revise).limit([.verify: 64]) > 64)
        #expect(Demand(of: .generate).limit([.verify: 64]) > BackPressure.limit(consumers: 64))
    }
}
