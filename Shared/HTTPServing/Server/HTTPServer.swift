package import EventLoop
package import Logging
import ServiceLifecycle

/// An HTTP/1.1 server on sockets and the process's loops.
///
/// `run` accepts until the service is asked to stop; then it drains: replies close
/// their connections, idle ones end, running requests have `grace`, and what is
/// left is cancelled. `hasten` cuts that short.
package final class HTTPServer: Service {
    /// Where it listens, with the port it was given.
    package let address: SocketAddress
    private let state: ServerState
    private let acceptor: Acceptor
    private let stopping = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    private let hastening = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))

    /// Opens the listener, so that a bad address fails at once.
    package init(
        router: Router, settings: HTTPServerSettings, loops: LoopGroup, logger: Logger
    ) throws {
        guard let wanted = SocketAddress(host: settings.host, port: settings.port) else {
            throw ListenError(host: settings.host)
        }
        state = ServerState(router: router, settings: settings, logger: logger)
        let listener = try Descriptor.listen(on: wanted, backlog: settings.backlog)
        address = try listener.localAddress()
        acceptor = Acceptor(listener, loops: loops, state: state)
    }

    /// Serves until it is stopped.
    package func run() async throws {
        try await acceptor.start()
        state.logger.info("listening", metadata: ["address": "\(address)"])
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.drainOnceStopped() }
                for await connection in acceptor.accepted {
                    group.addTask(executorPreference: connection.loop) { await self.serve(connection) }
                }
            }
        } onGracefulShutdown: {
            self.stopping.continuation.yield()
        }
    }

    /// Whether it is stopping: readiness probes then fail.
    package var isDraining: Bool { state.isDraining }

    /// Cancels what still runs, while it drains (a second stop signal).
    package func hasten() { hastening.continuation.yield() }

    private func serve(_ connection: Connection) async {
        state.metrics.opened()
        await connection.run()
        state.remove(connection)
        state.metrics.closed()
    }

    private func drainOnceStopped() async {
        for await _ in stopping.stream { break }
        if !Task.isCancelled {
            // Cancelled while settling: then there is no time to settle.
            try? await Task.sleep(for: state.settings.settle)
        }
        let connections = state.beginDraining()
        await acceptor.stop()
        for connection in connections { await connection.drain() }
        await waitForEnd()
        for connection in state.connections { await connection.leave() }
    }

    /// Returns when no connection is left, grace is over, or somebody is in haste.
    private func waitForEnd() async {
        await withTaskGroup { group in
            group.addTask { await self.state.waitUntilEmpty() }
            group.addTask { for await _ in self.hastening.stream { break } }
            // A cancelled sleep ends the wait, as it should.
            group.addTask { try? await Task.sleep(for: self.state.settings.grace) }
            await group.next()
            group.cancelAll()
        }
    }
}
