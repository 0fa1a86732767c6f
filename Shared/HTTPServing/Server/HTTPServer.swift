package import EventLoop
package import Logging
package import ServiceLifecycle

/// An HTTP/1.1 server on sockets and the process's loops.
///
/// `run` accepts until the service is asked to stop; then it drains: replies close
/// their connections, idle ones end, running requests have `grace`, and what is
/// left is cancelled. `hasten` cuts that short.
package final class HTTPServer: Service {
    /// Where it listens, with the port it was given.
    package let address: SocketAddress
    private let state: ServerState
    private let loops: LoopGroup
    private let acceptor: Acceptor
    private let stop = StopFlag()

    /// Opens the listener, so that a bad address fails at once.
    package init(
        router: Router, settings: HTTPServerSettings, loops: LoopGroup, logger: Logger
    ) throws {
        guard let wanted = SocketAddress(host: settings.host, port: settings.port) else {
            throw ListenError(host: settings.host)
        }
        state = ServerState(router: router, settings: settings, logger: logger)
        self.loops = loops
        let listener = try Descriptor.listen(on: wanted, backlog: settings.backlog)
        address = try listener.localAddress()
        acceptor = Acceptor(listener, on: loops.next(), state: state)
    }

    /// Serves until it is stopped.
    package func run() async throws {
        try await acceptor.start()
        state.logger.info("listening", metadata: ["address": "\(address)"])
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                let accepting = acceptor.accepted
                group.addTask { await self.drainWhenAsked(&group) }
                for await arrival in accepting { serve(arrival, in: &group) }
            }
        } onGracefulShutdown: {
            stop.give()
        }
    }

    /// Cancels what still runs, while draining.
    package func hasten() { stop.hasten() }
}
