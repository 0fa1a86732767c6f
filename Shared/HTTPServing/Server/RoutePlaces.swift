import Synchronization

/// How many requests run of each route that bounds them.
final class RoutePlaces: Sendable {
    private let taken = Mutex<[Int: Int]>([:])

    /// Takes a place; false where the route has none left.
    func enter(_ route: Route) -> Bool {
        guard let limit = route.limits.atOnce else { return true }
        return taken.withLock { taken in
            guard taken[route.number, default: 0] < limit else { return false }
            taken[route.number, default: 0] += 1
            return true
        }
    }

    /// Gives a place back that was taken.
    func leave(_ route: Route) {
        if route.limits.atOnce == nil { return }
        taken.withLock { $0[route.number, default: 0] -= 1 }
    }
}
