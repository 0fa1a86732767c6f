import Logging
import Synchronization

/// What the connections of a server share.
final class ServerState: Sendable {
    let router: Router
    let settings: HTTPServerSettings
    let metrics: ServerMetrics
    let logger: Logger

    private struct Shared {
        var isDraining = false
        var handlers = 0
        var connections: [ObjectIdentifier: Connection] = [:]
        /// Connections that have not had a request yet.
        var fresh: Set<ObjectIdentifier> = []
    }
    private let shared = Mutex(Shared())
    /// Told of each connection that ends.
    private let endings = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))

    init(router: Router, settings: HTTPServerSettings, logger: Logger) {
        self.router = router
        self.settings = settings
        self.logger = logger
        metrics = ServerMetrics(server: settings.name)
    }

    var isDraining: Bool { shared.withLock { $0.isDraining } }
    var openConnections: Int { shared.withLock { $0.connections.count } }

    /// True if the handler may run; then `release` must follow.
    func admit() -> Bool {
        shared.withLock { shared in
            guard shared.handlers < settings.maxHandlers else { return false }
            shared.handlers += 1
            return true
        }
    }

    func release() { shared.withLock { $0.handlers -= 1 } }

    func add(_ connection: Connection) {
        shared.withLock { shared in
            shared.connections[ObjectIdentifier(connection)] = connection
            shared.fresh.insert(ObjectIdentifier(connection))
        }
    }

    func remove(_ connection: Connection) {
        shared.withLock { shared in
            shared.connections[ObjectIdentifier(connection)] = nil
            shared.fresh.remove(ObjectIdentifier(connection))
        }
        endings.continuation.yield()
    }

    var connections: [Connection] { shared.withLock { Array($0.connections.values) } }

    /// Returns once there is no connection; for one waiter.
    func waitUntilEmpty() async {
        guard openConnections > 0 else { return }
        for await _ in endings.stream where openConnections == 0 { return }
    }

    /// True once for each connection.
    func isFirstRequest(of connection: Connection) -> Bool {
        shared.withLock { $0.fresh.remove(ObjectIdentifier(connection)) != nil }
    }

    /// From now on every reply is its connection's last; returns the connections there are.
    func beginDraining() -> [Connection] {
        shared.withLock { shared in
            shared.isDraining = true
            return Array(shared.connections.values)
        }
    }

    /// What the client is told of an error; what is not its business goes to the log.
    func problem(for error: any Error, _ request: Request) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let error as any ProblemConvertible: return error.problem
        case is BodyInterrupted: return Problem(400, code: "body_incomplete", detail: "the body ended early")
        case is CancellationError:
            var problem = Problem(503, code: "stopping", detail: "the service is stopping")
            problem.retryAfter = 1
            return problem
        default:
            logger.error(
                "request failed",
                metadata: [
                    "request": "\(request.id)", "method": "\(request.method)", "path": "\(request.path)",
                    "error": "\(error)",
                ])
            return Problem(
                500, code: "internal", detail: "something failed here; the log has it as \(request.id)")
        }
    }
}

/// An error of another module that knows how to be told to a client.
package protocol ProblemConvertible: Error {
    var problem: Problem { get }
}
