import EventLoop
import HTTPTypes

/// What is to be done with a request whose head is read.
enum RequestPlan {
    case route(Router.Route, Request)
    case refused(Problem)

    init(
        _ head: RequestHead, id: String, remote: SocketAddress, router: Router,
        body: @escaping @Sendable () async throws -> ArraySlice<UInt8>?
    ) {
        guard head.method != .trace else {
            self = .refused(Problem(501, code: "method_unknown", detail: "TRACE is not offered"))
            return
        }
        guard let (path, query) = RequestPath.read(head.target) else {
            self = .refused(
                Problem(400, code: "bad_target", detail: "the path has a broken escape or a dot segment"))
            return
        }
        switch router.match(head.method, path) {
        case .route(let route, let parameters):
            var request = Request(
                method: head.method, path: path, query: query, fields: head.fields,
                body: RequestBody(length: head.bodyLength, read: body), remote: remote, id: id)
            request.parameters = parameters
            self = .route(route, request)
        case .noMethod(let allowed): self = Self.noMethod(head.method, path, allowed)
        case .nothing:
            self = .refused(Problem(404, code: "not_found", detail: "there is nothing at \(path)"))
        }
    }

    private static func noMethod(
        _ method: HTTPRequest.Method, _ path: String, _ allowed: [HTTPRequest.Method]
    ) -> RequestPlan {
        let known: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .patch, .delete, .options]
        guard known.contains(method) else {
            return .refused(Problem(501, code: "method_unknown", detail: "\(method) is not offered"))
        }
        let names = allowed.map(\.rawValue).joined(separator: ", ")
        var problem = Problem(405, code: "method_not_allowed", detail: "\(path) takes \(names)")
        problem.allow = names
        return .refused(problem)
    }
}

extension RequestHead {
    /// Nil where only the end of the chunks tells.
    fileprivate var bodyLength: Int64? {
        switch framing {
        case .none: 0
        case .length(let length): length
        case .chunked: nil
        }
    }
}
