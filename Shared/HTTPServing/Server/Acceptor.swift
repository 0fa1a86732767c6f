import EventLoop
import Glibc
import Logging

/// Takes new connections from a listener and deals them out to the loops (HTTP L7).
actor Acceptor: LoopActor {
    nonisolated let loop: ReadinessLoop
    /// New connections; ends when accepting stops.
    nonisolated let accepted: AsyncStream<Connection>
    private let state: ServerState
    private let loops: LoopGroup
    private let deliver: AsyncStream<Connection>.Continuation
    private var listener: Descriptor?
    private var watch: Watch?
    private var pause: LoopTimer?
    private var pauseLength = Acceptor.shortestPause
    private var lastReport = ContinuousClock.now - .seconds(60)

    private static let shortestPause = Duration.milliseconds(5)

    init(_ listener: consuming Descriptor, loops: LoopGroup, state: ServerState) {
        self.listener = consume listener
        self.loops = loops
        self.state = state
        loop = loops.next()
        // Bounded by the cap on connections: each counts from here on.
        (accepted, deliver) = AsyncStream.makeStream()
    }

    func start() throws {
        guard let number = listener?.rawValue else { return }
        watch = try loop.watch(number: number, .read) { _ in self.assumeIsolated { $0.accept() } }
    }

    /// Takes what is queued already, closes the listener and ends `accepted`.
    func stop() {
        accept()
        pause?.cancel()
        watch?.cancel()
        watch = nil
        if let listener = listener.take() { loop.close(listener) }
        deliver.finish()
    }

    private func accept() {
        for _ in 0..<64 {
            guard state.openConnections < state.settings.maxConnections else {
                return rest(.milliseconds(50))
            }
            do throws(SystemCallError) {
                guard let arrival = try listener?.accept() else { return }
                pauseLength = Self.shortestPause
                let peer = arrival.peer
                admit(arrival.take(), from: peer)
            } catch {
                return accepting(failed: error)
            }
        }
    }

    private func admit(_ descriptor: consuming Descriptor, from peer: SocketAddress) {
        let connection = Connection(descriptor, from: peer, on: loops.next(), of: state)
        state.add(connection)
        deliver.yield(connection)
    }

    /// Out of descriptors, the listener stays readable: wait, or the loop would spin.
    private func accepting(failed error: SystemCallError) {
        if ContinuousClock.now - lastReport > .seconds(10) {
            lastReport = .now
            state.logger.error("cannot accept connections", metadata: ["error": "\(error)"])
        }
        rest(pauseLength)
        pauseLength = min(pauseLength * 2, .seconds(1))
    }

    private func rest(_ duration: Duration) {
        // A watch that can't be changed is told again and rests again.
        try? watch?.update([])
        pause = loop.schedule(after: duration) {
            self.assumeIsolated { acceptor in
                try? acceptor.watch?.update(.read)
                acceptor.accept()
            }
        }
    }
}
