import HTTPTypes

@testable import HTTPServing

/// Routes that show what a stream of bytes was taken for.
enum RuleRoutes {
    static func register(in router: inout Router) {
        var small = RouteLimits()
        small.body = 10
        router.on(.get, "/", echo)
        router.on(.post, "/", echo)
        router.on(.put, "/", echo)
        router.on(.get, "/{any}", echo)
        router.on(.post, "/small", limits: small, echo)
        router.on(.post, "/ignores") { _ in .text("ignored") }
        router.on(.get, "/host") { .text($0.host ?? "none") }
        router.on(.get, "/size/{count}") { request in
            .text(String(repeating: "x", count: Int(request.parameter("count")) ?? 0))
        }
        router.on(.get, "/status/{status}") { request in
            .text("never sent", status: .init(code: Int(request.parameter("status")) ?? 500))
        }
        router.on(.get, "/stream") { _ in
            .stream(type: "text/plain") { writer in
                for piece in ["a", "b"] { try await writer.write(piece) }
            }
        }
    }

    /// Method, path and content, as far as they go.
    private static func echo(_ request: Request) async throws -> Reply {
        let content = try await request.body.collect(upTo: 1 << 20)
        let shown = content.count > 1_000 ? "\(content.count)" : String(decoding: content, as: UTF8.self)
        let path = request.path.utf8.count > 1_000 ? "\(request.path.utf8.count)" : request.path
        return .text("\(request.method) \(path) \(shown)")
    }
}
