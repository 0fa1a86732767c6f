package import HTTPTypes

/// Which handler answers which method and path.
///
/// Patterns are literal segments and names in braces: `/v1/jobs/{job}`. Literals
/// win over names. HEAD is answered from GET, OPTIONS from what is registered.
package struct Router: Sendable {
    package typealias Handler = @Sendable (Request) async throws -> Reply

    enum Resolution {
        case route(Route, PathParameters)
        /// The router itself knows the answer: Allow for OPTIONS.
        case reply(Reply)
    }

    private static let known: Set<HTTPRequest.Method> = [
        .get, .head, .post, .put, .patch, .delete, .options,
    ]

    private var root = RouteNode()

    package init() {}

    /// Registers a handler; registering a method and pattern twice traps.
    package mutating func on(
        _ method: HTTPRequest.Method,
        _ pattern: String,
        limits: RouteLimits = .default,
        _ handler: @escaping Handler
    ) {
        precondition(pattern.hasPrefix("/"), "the pattern \(pattern) must begin with a slash")
        precondition(Self.known.contains(method), "the method \(method) is not one the server knows")
        let segments = pattern.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(
            String.init)
        let names = segments.filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
        let route = Route(
            method: method, pattern: pattern, parameterNames: names, limits: limits, handler: handler)
        root.add(route, at: segments[...])
    }

    /// Finds who answers; throws 404, 405 with Allow, or 501 (HTTP H22, H36).
    func resolve(_ method: HTTPRequest.Method, _ target: RequestTarget) throws(Problem) -> Resolution {
        guard Self.known.contains(method) else {
            throw Problem(
                status: .notImplemented, code: "unknown_method",
                detail: "The method \(method) is not known here.")
        }
        guard let segments = target.segments else { return .reply(Self.options(Self.known)) }
        guard let (node, values) = root.find(segments[...]) else {
            throw Problem(status: .notFound, code: "not_found", detail: "There is nothing at \(target.path).")
        }
        if let route = node.routes.first(where: { $0.method == method })
            ?? (method == .head ? node.routes.first { $0.method == .get } : nil)
        {
            return .route(route, PathParameters(names: route.parameterNames, values: values))
        }
        let allowed = Self.allowed(at: node)
        if method == .options { return .reply(Self.options(allowed)) }
        throw Problem(
            status: .methodNotAllowed, code: "method_not_allowed",
            detail: "\(target.path) answers \(Self.list(allowed)), not \(method).",
            fields: [.allow: Self.list(allowed)])
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
