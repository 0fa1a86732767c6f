/// One segment of the paths known to a router, and what may follow.
struct RouteNode: Sendable {
    private var literals: [String: RouteNode] = [:]
    /// Taken where no literal leads to a route; a box, as a value can't hold itself.
    private var parameter: [RouteNode] = []
    /// What is answered here.
    private(set) var routes: [Route] = []

    mutating func add(_ route: Route, at segments: ArraySlice<String>) {
        guard let segment = segments.first else {
            precondition(
                !routes.contains { $0.method == route.method },
                "\(route.method) \(route.pattern) is registered twice")
            routes.append(route)
            return
        }
        if segment.hasPrefix("{") {
            if parameter.isEmpty { parameter = [RouteNode()] }
            parameter[0].add(route, at: segments.dropFirst())
        } else {
            literals[segment, default: RouteNode()].add(route, at: segments.dropFirst())
        }
    }

    /// The node of a path and what stood at its parameters; literals win.
    func find(_ segments: ArraySlice<String>, _ values: [String] = []) -> (RouteNode, [String])? {
        guard let segment = segments.first else { return routes.isEmpty ? nil : (self, values) }
        if let found = literals[segment]?.find(segments.dropFirst(), values) { return found }
        if segment.isEmpty { return nil }
        return parameter.first?.find(segments.dropFirst(), values + [segment])
    }
}
