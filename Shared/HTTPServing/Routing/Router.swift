package import HTTPTypes

/// Finds the handler of a request by method and path.
package struct Router: Sendable {
    package typealias Handler = @Sendable (Request) async throws -> Reply

    /// A route that answers, and what it allows.
    package struct Route: Sendable {
        package let method: HTTPRequest.Method
        package let pattern: RoutePattern
        package let limits: RouteLimits
        package let handler: Handler
    }

    /// What was found for a request.
    enum Match {
        case route(Route, parameters: [String: String])
        case noMethod(allowed: [HTTPRequest.Method])
        case nothing
    }

    package private(set) var routes: [Route] = []

    package init() {}

    /// Adds a route such as `/v1/jobs/{job}`; the first that matches answers.
    package mutating func on(
        _ method: HTTPRequest.Method, _ pattern: String, limits: RouteLimits = .standard,
        _ handler: @escaping Handler
    ) {
        routes.append(
            Route(method: method, pattern: RoutePattern(pattern), limits: limits, handler: handler))
    }

    /// A HEAD request takes the GET route (RFC 9110 §9.3.2).
    func match(_ method: HTTPRequest.Method, _ path: String) -> Match {
        let wanted = method == .head ? .get : method
        var allowed: [HTTPRequest.Method] = []
        for route in routes {
            guard let parameters = route.pattern.match(path) else { continue }
            if route.method == wanted { return .route(route, parameters: parameters) }
            if !allowed.contains(route.method) { allowed.append(route.method) }
        }
        if allowed.isEmpty { return .nothing }
        return .noMethod(allowed: allowed.contains(.get) ? allowed + [.head] : allowed)
    }
}
