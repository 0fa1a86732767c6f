import EventLoop
import HTTPTypes

@testable import HTTPServing

/// A connection's rules on a clock of their own.
final class MachineBench {
    var machine: ConnectionMachine
    private(set) var now: MonotonicTime
    private var held: [UInt8] = []

    init() {
        let now = MonotonicTime.now
        self.now = now
        machine = ConnectionMachine(limits: ConnectionLimits(), now: now)
    }

    func pass(_ duration: Duration) { now += duration }

    /// How long until something is due; nil for never.
    var remaining: Duration? { machine.deadline.map { $0 - now } }

    /// Everything that some more input means, up to waiting for more.
    func receive(_ text: String) -> [ConnectionMachine.Input] {
        held += text.utf8
        var position = 0
        var inputs: [ConnectionMachine.Input] = []
        while true {
            let input = machine.next(in: held.span, at: &position, now: now)
            if input == .wait { break }
            inputs.append(input)
        }
        held.removeFirst(position)
        return inputs
    }

    /// Receives a whole head and lets it in.
    func request(_ text: String, deadline: Duration? = .seconds(30)) {
        _ = receive(text)
        var limits = RouteLimits()
        limits.deadline = deadline
        _ = machine.admit(limits, now: now)
    }

    /// Replies at once, with nothing.
    func answer() {
        _ = machine.startReply(.ok, length: 0, closing: false, now: now)
        machine.finishReply(closing: false, now: now)
    }

    func expire() -> ConnectionMachine.Expiry { machine.expire(now: now) }
    func settle() -> ConnectionMachine.Settlement { machine.settle(now: now) }
    func peerEnded() -> ConnectionMachine.Ending { machine.peerEnded(now: now) }
    func wantsContent() -> Bool { machine.contentWanted(now: now) }
}
