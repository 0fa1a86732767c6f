package import Access
package import HTTPTypes

/// Which handler answers which method and path.
///
/// Patterns are literal segments and names in braces: `/v1/jobs/{job}`. Literals
/// win over names. HEAD is answered from GET, OPTIONS from what is registered.
package struct Router: Sendable {
    package typealias Handler = @Sendable (Request) async throws -> Reply

    enum Resolution {
        case route(Route, parameters: [String: String])
        /// The router itself knows the answer: Allow for OPTIONS.
        case reply(Reply)
    }

    private static let known: Set<HTTPRequest.Method> = [
        .get, .head, .post, .put, .patch, .delete, .options,
    ]

    private var root = RouteNode()
    /// All routes, in the order they were registered.
    package private(set) var routes: [Route] = []

    package init() {}

    /// Registers a handler; registering a method and pattern twice traps.
    ///
    /// `needs`: the role of whoever may call it, nil for everybody. Said nowhere it is the
    /// highest, so that forgetting it opens nothing. Only a server with a gate asks for it.
    /// `description`: what it takes and answers.
    package mutating func on(
        _ method: HTTPRequest.Method,
        _ pattern: String,
        needs role: KeyRole? = .operator,
        limits: RouteLimits = .standard,
        as description: RouteDescription? = nil,
        _ handler: @escaping Handler
    ) {
        precondition(pattern.hasPrefix("/"), "the pattern \(pattern) must begin with a slash")
        precondition(Self.known.contains(method), "the method \(method) is not one the server knows")
        let segments = pattern.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(
            String.init)
        let names = segments.filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
        let route = Route(
            method: method, pattern: pattern, limits: limits, needs: role, description: description,
            number: routes.count, parameterNames: names, handler: handler)
        routes.append(route)
        root.add(route, at: segments[...])
    }

    /// Finds who answers; throws 404, 405 with Allow, or 501 (HTTP H22, H36).
    func resolve(_ method: HTTPRequest.Method, _ target: RequestTarget) throws(Problem) -> Resolution {
        guard Self.known.contains(method) else {
            throw Problem(501, code: "method_unknown", detail: "The method \(method) is not known here.")
        }
        guard let segments = target.segments else { return .reply(Self.options(Self.known)) }
        guard let (node, values) = root.find(segments[...]) else {
            throw Problem(404, code: "not_found", detail: "There is nothing at \(target.path.withoutKeys).")
        }
        if let route = node.routes.first(where: { $0.method == method })
            ?? (method == .head ? node.routes.first { $0.method == .get } : nil)
        {
            return .route(route, parameters: Self.parameters(route, values))
        }
        let allowed = Self.allowed(at: node)
        if method == .options { return .reply(Self.options(allowed)) }
        var problem = Problem(
            405, code: "method_not_allowed",
            detail: "\(target.path.withoutKeys) answers \(Self.list(allowed)), not \(method).")
        problem.allow = Self.list(allowed)
        throw problem
    }

    /// Where a pattern names a parameter twice, the last one counts.
    private static func parameters(_ route: Route, _ values: [String]) -> [String: String] {
        if values.isEmpty { return [:] }
        if values.count == 1 { return [route.parameterNames[0]: values[0]] }
        return Dictionary(zip(route.parameterNames, values)) { $1 }
    }

    private static func allowed(at node: RouteNode) -> Set<HTTPRequest.Method> {
        let methods = Set(node.routes.map(\.method)).union([.options])
        return methods.contains(.get) ? methods.union([.head]) : methods
    }

    private static func options(_ methods: Set<HTTPRequest.Method>) -> Reply {
        Reply(status: .noContent, fields: [.allow: list(methods)])
    }

    private static func list(_ methods: Set<HTTPRequest.Method>) -> String {
        methods.map(\.rawValue).sorted().joined(separator: ", ")
    }
}
