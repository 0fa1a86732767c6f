/// Decides how a server stops (HTTP.md §3, Drain): what happened in, what to do out.
///
///     running ─drain─▶ settling ─▶ finishing ─▶ cancelling ─▶ over
///        └────────────── hurry ──────────────────▲
struct DrainMachine {
    enum Event: Sendable {
        case drain
        /// A second signal: no patience is left.
        case hurry
        /// The time of a phase is over.
        case elapsed(Phase)
        /// A loop has closed its last connection.
        case loopEnded
    }

    enum Phase: Sendable { case running, settling, finishing, cancelling, over }

    enum Action: Equatable {
        /// /readyz fails and replies carry close from now on.
        case announce
        case wait(Phase, Duration)
        /// Close the listener and idle connections, end streams.
        case closeListener
        case cancelAll
        /// Handlers are left that ignore their cancellation.
        case complain
        case finish
    }

    private let settle: Duration
    private let grace: Duration
    private let cancel: Duration
    private var loops: Int
    private(set) var phase = Phase.running

    init(settings: HTTPServerSettings, loops: Int) {
        settle = settings.settle
        grace = settings.grace
        cancel = settings.cancel
        self.loops = loops
    }

    mutating func apply(_ event: Event) -> [Action] {
        switch (event, phase) {
        case (.drain, .running):
            phase = .settling
            return [.announce] + (settle > .zero ? [.wait(.settling, settle)] : finishRunning())
        case (.elapsed(.settling), .settling): return finishRunning()
        case (.elapsed(.finishing), .finishing): return cancelRunning()
        case (.hurry, .running): return [.announce, .closeListener] + cancelRunning()
        case (.hurry, .settling): return [.closeListener] + cancelRunning()
        case (.hurry, .finishing): return cancelRunning()
        case (.elapsed(.cancelling), .cancelling): return [.complain]
        case (.loopEnded, _):
            loops -= 1
            guard loops == 0 else { return [] }
            phase = .over
            return [.finish]
        default: return []
        }
    }

    private mutating func finishRunning() -> [Action] {
        phase = .finishing
        return [.closeListener, .wait(.finishing, grace)]
    }

    private mutating func cancelRunning() -> [Action] {
        phase = .cancelling
        return [.cancelAll, .wait(.cancelling, cancel)]
    }
}
