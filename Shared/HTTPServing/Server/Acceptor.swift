import EventLoop
import Glibc
import Logging

/// Takes connections from the listener and gives each to the loop with the fewest (HTTP L7).
actor Acceptor: LoopActor {
    private static let perEvent = 64
    private static let exhausted: Set<Int32> = [EMFILE, ENFILE, ENOBUFS, ENOMEM]

    nonisolated let loop: ReadinessLoop
    private let loops: [ServerLoop]
    private let shared: ServerShared
    private var listener: Descriptor?
    private var watch: Watch?
    private var timer: LoopTimer?
    private var pause = AcceptPause()
    /// A client that was told that descriptors ran out, until it has read so.
    private var told: Descriptor?
    private var lastComplaint: MonotonicTime?

    init(listener: consuming Descriptor, loops: [ServerLoop], shared: ServerShared, loop: ReadinessLoop) {
        self.listener = consume listener
        self.loops = loops
        self.shared = shared
        self.loop = loop
    }

    func start() throws {
        watch = try listener?.watch(on: loop) { _ = self.acceptWaiting() }
        timer = loop.schedule(after: .zero) { self.resume() }
    }

    /// Accepts what waits, then closes the listener.
    func stop() {
        guard listener != nil else { return }
        while acceptWaiting() {}
        watch?.cancel()
        timer?.cancel()
        (watch, timer) = (nil, nil)
        if let listener = listener.take() { loop.close(listener) }
        dismissTold()
        shared.reserve.dissolve()
    }

    /// Takes up to 64 connections; whether more may wait.
    private func acceptWaiting() -> Bool {
        for _ in 0..<Self.perEvent {
            if shared.openCount >= shared.settings.maxConnections {
                rest(for: "connections")
                return false
            }
            do {
                guard let accepted = try listener?.accept() else {
                    shared.reserve.refill()
                    return false
                }
                pause.reset()
                let remote = accepted.peer
                adopt(accepted.take(), from: remote)
            } catch {
                fail(error)
                return false
            }
        }
        return true
    }

    private func fail(_ error: SystemCallError) {
        if Self.exhausted.contains(error.code) { return runOut(error) }
        shared.logger.error("accept failed", error: error)
        rest(for: "accept")
    }

    private func adopt(_ descriptor: consuming Descriptor, from remote: SocketAddress) {
        shared.metrics.accepted(1)
        try? descriptor.setNoDelay()  // a client that is gone already is found out by reading
        loops.min { $0.openCount < $1.openCount }?.adopt(descriptor, from: remote)
    }
}

// MARK: Running out

extension Acceptor {
    /// How many places must be free before accepting goes on: 5 %.
    private nonisolated var room: Int { max(1, shared.settings.maxConnections / 20) }
    /// How many of these each loop is to free.
    private nonisolated var share: Int { (room + loops.count - 1) / loops.count }

    /// Stops accepting for a while; the backlog waits (HTTP.md §3, EMFILE and Full).
    private func rest(for reason: String) {
        shared.metrics.refused(reason)
        if reason == "connections" {
            for loop in loops { loop.loop.post { loop.shedIdle(self.share) } }
        }
        try? watch?.update([])  // at worst the next event comes back here
        timer?.refresh(after: pause.take())
    }

    private func resume() {
        dismissTold()
        shared.reserve.refill()
        if shared.openCount + room > shared.settings.maxConnections { return rest(for: "connections") }
        try? watch?.update(.read)  // fails only when the loop is stopping
    }

    /// One client a pause is told, or served; the others wait in the backlog.
    private func runOut(_ error: SystemCallError) {
        complain(error)
        // At worst somebody else took the descriptor, and all wait.
        if shared.reserve.giveUp(), let accepted = try? listener?.accept() {
            let remote = accepted.peer
            if shared.settings.servesFromReserve {
                adopt(accepted.take(), from: remote)
            } else {
                told = Self.tellBusy(accepted.take())
            }
        }
        rest(for: "descriptors")
    }

    /// At most one line in ten seconds.
    private func complain(_ error: SystemCallError) {
        let now = MonotonicTime.now
        if let lastComplaint, now - lastComplaint < .seconds(10) { return }
        lastComplaint = now
        shared.logger.warning(
            "out of descriptors or memory: raise nofile (ulimit -n) or lower the connections setting",
            error: error)
    }

    /// Says so and ends our side; closing at once would reset the connection before that is read.
    private static func tellBusy(_ descriptor: consuming Descriptor) -> Descriptor {
        let text =
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n"
            + "Connection: close\r\n\r\n"
        let bytes = Array(text.utf8)
        _ = try? descriptor.write(bytes.span.bytes)  // as much as a full system can do
        try? descriptor.shutdownWriting()
        return descriptor
    }

    /// Drops what the client has sent, which would become a reset, and closes.
    private func dismissTold() {
        guard let descriptor = told.take() else { return }
        withUnsafeTemporaryAllocation(byteCount: 16 << 10, alignment: 1) { buffer in
            for _ in 0..<4 {
                var span = MutableRawSpan(_unsafeBytes: buffer)
                // A failed read leaves nothing to drop either.
                guard case .bytes? = try? descriptor.read(into: &span) else { return }
            }
        }
    }
}

extension Descriptor {
    /// Tells whenever connections wait.
    fileprivate borrowing func watch(
        on loop: ReadinessLoop, handler: @escaping () -> Void
    ) throws(SystemCallError) -> Watch {
        try loop.watch(self, .read) { _ in handler() }
    }
}
