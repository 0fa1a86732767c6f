import Dispatch
import Glibc

/// One serial queue that owns one epoll descriptor and all that hangs on it.
///
///     Dispatch ── "the epoll descriptor is readable" ──▶ serial queue, one turn:
///       ready work → events (≤ 8 × 256) → due timers → closes     inbox ── post, jobs ──▶ a turn
///
/// A connection, its buffers, timers and curl handles belong to one loop from
/// start to end (HTTP L1). The loop is the executor of the actors that live on
/// it (`LoopActor`) and of child tasks that prefer it, so neither needs locks.
/// Nothing that blocks or computes for long belongs here (HTTP L9).
///
/// It lives until `stop`; work posted later still runs, as jobs must.
package final class ReadinessLoop: Sendable {
    package let label: String
    private let queue: DispatchQueue
    private let inbox = Inbox()
    private let counters = LoopCounters()
    // Owner: the queue. Reached through `owned`, which checks.
    private nonisolated(unsafe) let core: LoopCore
    private nonisolated(unsafe) let source: any DispatchSourceRead
    private let stopped = StopSignal()

    /// Opens the loop; fails when no descriptors are left.
    package init(label: String) throws(SystemCallError) {
        signal(SIGPIPE, SIG_IGN)
        self.label = label
        queue = DispatchQueue(label: "pairmill.loop.\(label)")
        core = try LoopCore()
        // The only source ever on this descriptor (HTTP L13).
        source = DispatchSource.makeReadSource(fileDescriptor: core.epollNumber, queue: queue)
        source.setEventHandler { self.takeTurn(polling: true) }
        source.setCancelHandler { self.stopped.signal() }
        source.activate()
    }

    /// Whether the caller runs in a turn of this loop.
    package var isCurrent: Bool { CurrentLoop.isCurrent(self) }

    /// Runs an action in a turn of the loop; from any thread.
    package func post(_ action: @escaping @Sendable () -> Void) {
        if isCurrent {
            core.ready.append(.action(action))
        } else if inbox.put(.action(action)) {
            wake()
        }
    }

    /// Ends watches and timers without calling them, and closes the loop.
    package func stop() async {
        post {
            self.core.shutDown()
            self.source.cancel()
        }
        await stopped.wait()
    }

    /// What the loop has done so far; from any thread.
    package var load: LoopLoad { counters.load }

    /// How long a posted action waits now: the loop's lag.
    package func measureLag() async -> Duration {
        let start = ContinuousClock.now
        await withCheckedContinuation { continuation in post { continuation.resume() } }
        return ContinuousClock.now - start
    }
}

// MARK: Turns

extension ReadinessLoop {
    /// What only the loop's turns may touch; traps anywhere else.
    var owned: LoopCore {
        precondition(isCurrent, "this belongs to the loop \(label) and was used outside its turns")
        return core
    }

    func submit(_ job: UnownedJob) {
        if isCurrent {
            core.ready.append(.job(job))
        } else if inbox.put(.job(job)) {
            wake()
        }
    }

    private func wake() { queue.async { self.takeTurn(polling: false) } }

    private func takeTurn(polling: Bool) {
        CurrentLoop.enter(self)
        defer { CurrentLoop.leave() }
        let start = MonotonicTime.now
        for item in inbox.takeAll() {
            switch item {
            case .job(let job): core.ready.append(.job(job))
            case .action(let action): core.ready.append(.action(action))
            }
        }
        core.runTurn(of: self, polling: polling)
        if !core.ready.isEmpty { wake() }
        counters.count(from: start, to: .now, events: core.handledEvents)
    }
}
