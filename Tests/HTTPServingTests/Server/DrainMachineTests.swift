import Testing

@testable import HTTPServing

@Suite struct DrainMachineTests {
    private func machine(settle: Duration = .seconds(5), loops: Int = 2) -> DrainBench {
        var settings = HTTPServerSettings(name: "test", host: "127.0.0.1", port: 0)
        settings.settle = settle
        return DrainBench(DrainMachine(settings: settings, loops: loops))
    }

    @Test func `a drain settles, has grace, cancels, and complains of who ignores that`() {
        let machine = machine()
        #expect(machine.apply(.drain) == [.announce, .wait(.settling, .seconds(5))])
        #expect(machine.apply(.elapsed(.settling)) == [.closeListener, .wait(.finishing, .seconds(30))])
        #expect(machine.apply(.elapsed(.finishing)) == [.cancelAll, .wait(.cancelling, .seconds(5))])
        #expect(machine.apply(.elapsed(.cancelling)) == [.complain])
        #expect(machine.apply(.loopEnded).isEmpty)
        #expect(machine.apply(.loopEnded) == [.finish])
    }

    @Test func `a second drain and a timer of the past change nothing`() {
        let machine = machine(settle: .zero)
        #expect(machine.apply(.drain) == [.announce, .closeListener, .wait(.finishing, .seconds(30))])
        #expect(machine.apply(.drain).isEmpty)
        #expect(machine.apply(.elapsed(.settling)).isEmpty)
    }

    @Test func `haste skips to the end from anywhere`() {
        let end: [DrainMachine.Action] = [.cancelAll, .wait(.cancelling, .seconds(5))]
        let running = machine()
        #expect(running.apply(.hurry) == [.announce, .closeListener] + end)
        let settling = machine()
        _ = settling.apply(.drain)
        #expect(settling.apply(.hurry) == [.closeListener] + end)
        let finishing = machine(settle: .zero)
        _ = finishing.apply(.drain)
        #expect(finishing.apply(.hurry) == end)
        #expect(finishing.apply(.hurry).isEmpty)
    }
}

/// A machine that an expectation may call.
private final class DrainBench {
    private var machine: DrainMachine

    init(_ machine: DrainMachine) { self.machine = machine }

    func apply(_ event: DrainMachine.Event) -> [DrainMachine.Action] { machine.apply(event) }
}
