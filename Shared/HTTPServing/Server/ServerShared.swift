import Logging
import Synchronization

/// What all loops of a server have in common.
final class ServerShared: Sendable {
    let router: Router
    let settings: HTTPServerSettings
    let logger: Logger
    let metrics: ServerMetrics
    let bodies: BodyBudget
    let addresses: AddressCounts?
    let reserve: DescriptorReserve
    /// Whether only this machine can reach it.
    let isOnLoopback: Bool
    private let running = Atomic(0)
    private let places = RoutePlaces()
    private let open = Atomic(0)
    private let draining = Atomic(false)

    init(router: Router, settings: HTTPServerSettings, logger: Logger) {
        isOnLoopback = LocalHost.isLocal(settings.host.contains(":") ? "[\(settings.host)]" : settings.host)
        self.router = router
        self.settings = settings
        self.logger = logger
        reserve = DescriptorReserve(size: settings.reserve)
        metrics = ServerMetrics(server: settings.name)
        bodies = BodyBudget(limit: settings.maxBodies)
        addresses = settings.maxPerAddress.map(AddressCounts.init)
    }

    /// Whether one more handler may run.
    var hasRoom: Bool { running.load(ordering: .relaxed) < settings.maxHandlers }

    /// Takes a place of a route that has so many; false where none is left.
    func enter(_ route: Route) -> Bool { places.enter(route) }
    func leave(_ route: Route) { places.leave(route) }

    func started() { metrics.setRunning(running.add(1, ordering: .relaxed).newValue) }
    func finished() { metrics.setRunning(running.subtract(1, ordering: .relaxed).newValue) }

    /// Connections from accept to close.
    var openCount: Int { open.load(ordering: .relaxed) }

    func opened() { metrics.setOpen(open.add(1, ordering: .relaxed).newValue) }
    func closed() { metrics.setOpen(open.subtract(1, ordering: .relaxed).newValue) }

    /// Whether the server stops: every reply is its connection's last.
    var isDraining: Bool { draining.load(ordering: .relaxed) }

    func beginDrain() { draining.store(true, ordering: .relaxed) }
}
