package import EventLoop
package import Logging
import ServiceLifecycle

/// An HTTP/1.1 server on a group of loops.
///
/// It is bound when made, so its address is known; clients wait until `run`.
/// `run` ends when the server has drained: upon a graceful shutdown of its
/// service group, or `drain`.
package struct HTTPServer: Service {
    /// Where it listens, with the port the system chose.
    package let address: SocketAddress
    private let shared: ServerShared
    private let loops: [ServerLoop]
    private let acceptor: Acceptor
    private let events: AsyncStream<DrainMachine.Event>
    private let sink: AsyncStream<DrainMachine.Event>.Continuation

    /// Binds the address; fails when that is taken or none.
    package init(
        router: Router, settings: HTTPServerSettings, loops group: LoopGroup, logger: Logger
    ) throws {
        guard let wanted = SocketAddress(host: settings.host, port: settings.port) else {
            throw ListenError(host: settings.host)
        }
        let shared = ServerShared(router: router, settings: settings, logger: logger)
        let loops = group.loops.map { ServerLoop(loop: $0, shared: shared, loops: group.loops.count) }
        let listener = try Descriptor.listen(on: wanted, backlog: settings.backlog)
        address = try listener.localAddress()
        acceptor = Acceptor(listener: listener, loops: loops, shared: shared, loop: loops[0].loop)
        self.shared = shared
        self.loops = loops
        (events, sink) = AsyncStream.makeStream()
    }

    /// Whether it is stopping: readiness probes then fail.
    package var isDraining: Bool { shared.isDraining }

    /// How many connections each loop has now.
    var connectionsPerLoop: [Int] { loops.map(\.openCount) }

    /// Serves until drained; call it once.
    package func run() async throws {
        // Dispatch opens a descriptor for the first timer of all, and traps if there is none: a drain
        // must not be the first to wait, in a process that has run out of them.
        try await Task.sleep(for: .nanoseconds(1))
        try await acceptor.start()
        shared.logger.info("listening", metadata: ["address": "\(address)"])
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for loop in loops {
                    group.addTask(executorPreference: loop.loop) {
                        await loop.run()
                        sink.yield(.loopEnded)
                    }
                }
                await drive(&group)
            }
        } onGracefulShutdown: {
            drain()
        }
        shared.logger.info("stopped", metadata: ["address": "\(address)"])
    }

    /// Stops it in order: running requests are finished within the grace.
    package func drain() { sink.yield(.drain) }

    /// Cuts a drain short, or stops at once: running requests are cancelled.
    package func hasten() { sink.yield(.hurry) }
}

// MARK: Stopping

extension HTTPServer {
    /// Performs the drain; cancellation of the server leaves at once with all connections.
    private func drive(_ group: inout DiscardingTaskGroup) async {
        var machine = DrainMachine(settings: shared.settings, loops: loops.count)
        for await event in events {
            for action in machine.apply(event) { await perform(action, &group) }
            if machine.phase == .over { break }
        }
        if machine.phase != .over {
            await closeListener()
            cancelConnections()
        }
        group.cancelAll()
    }

    private func perform(_ action: DrainMachine.Action, _ group: inout DiscardingTaskGroup) async {
        switch action {
        case .announce:
            shared.logger.info("draining", metadata: ["open": "\(shared.openCount)"])
            shared.beginDrain()
        case .closeListener: await closeListener()
        case .wait(let phase, let duration):
            group.addTask {
                // Cancelled when the server is drained before that.
                do { try await Task.sleep(for: duration) } catch { return }
                sink.yield(.elapsed(phase))
            }
        case .cancelAll: cancelConnections()
        case .complain:
            shared.logger.error(
                "handlers ignore their cancellation", metadata: ["open": "\(shared.openCount)"])
        case .finish: sink.finish()
        }
    }

    private func closeListener() async {
        await acceptor.stop()
        for loop in loops {
            loop.finish()
            loop.loop.post { loop.closeIdle() }
        }
    }

    private func cancelConnections() {
        for loop in loops { loop.loop.post { loop.cancelAll() } }
    }
}
