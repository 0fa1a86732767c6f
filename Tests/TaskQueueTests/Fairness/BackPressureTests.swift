import Domain
import Testing

@testable import TaskQueue

@Suite struct BackPressureTests {
    @Test func `it holds above the limit and lets go below half of it`() {
        var pressure = BackPressure()
        pressure.observe(1, .verify, depth: 1_000, consumers: 10)
        #expect(!pressure.holds(1))
        pressure.observe(1, .verify, depth: 1_001, consumers: 10)
        #expect(pressure.holds(1))
        pressure.observe(1, .verify, depth: 500, consumers: 10)
        #expect(pressure.holds(1))
        pressure.observe(1, .verify, depth: 499, consumers: 10)
        #expect(!pressure.holds(1))
    }

    @Test func `the limit follows the consumers' capacity from a thousand upwards`() {
        #expect(BackPressure.limit(consumers: 0) == 1_000)
        #expect(BackPressure.limit(consumers: 125) == 1_000)
        #expect(BackPressure.limit(consumers: 500) == 4_000)
    }

    @Test func `one full stage is enough, whatever the other does`() {
        var pressure = BackPressure()
        pressure.observe(1, .revise, depth: 2_000, consumers: 1)
        pressure.observe(1, .verify, depth: 0, consumers: 1)
        #expect(pressure.holds(1))
    }

    @Test func `jobs are held one by one and forgotten when gone`() {
        var pressure = BackPressure()
        pressure.observe(1, .verify, depth: 2_000, consumers: 1)
        #expect(!pressure.holds(2))
        pressure.keep([2])
        #expect(!pressure.holds(1))
    }
}
