import HTTPTypes

/// The routes that every process has and nobody needs a key for: /livez, /readyz, /metrics and /version.
package struct ProcessRoutes: Sendable {
    private let name: String
    private let version: String
    private let readiness: @Sendable () async -> [String]
    private let liveness: @Sendable () -> [String]
    private let metrics: @Sendable () -> String

    /// `readiness` names what is missing, nothing if the process can work; `liveness` what is broken
    /// for good, nothing if a restart would help nobody.
    package init(
        name: String,
        version: String,
        metrics: @escaping @Sendable () -> String,
        liveness: @escaping @Sendable () -> [String] = { [] },
        readiness: @escaping @Sendable () async -> [String]
    ) {
        self.name = name
        self.version = version
        self.readiness = readiness
        self.liveness = liveness
        self.metrics = metrics
    }

    package func register(in router: inout Router) {
        router.on(.get, "/livez", needs: nil) { _ in Self.verdict(liveness()) }
        router.on(.get, "/readyz", needs: nil) { request in await ready(request) }
        router.on(.get, "/metrics", needs: nil) { _ in
            .text(metrics(), type: "text/plain; version=0.0.4; charset=utf-8")
        }
        router.on(.get, "/version", needs: nil) { _ in try .json(["name": name, "version": version]) }
    }

    /// A stopping process is not ready, whatever it could still do.
    private func ready(_ request: Request) async -> Reply {
        let missing = request.isDraining ? ["this process is stopping"] : await readiness()
        return Self.verdict(missing)
    }

    private static func verdict(_ problems: [String]) -> Reply {
        if problems.isEmpty { return .text("ok\n") }
        return .text(problems.map { $0 + "\n" }.joined(), status: .serviceUnavailable)
    }

    /// The same for a server beside the one it tells of.
    package func beside(
        _ server: HTTPServer, liveness: @escaping @Sendable () -> [String]
    ) -> ProcessRoutes {
        ProcessRoutes(name: name, version: version, metrics: metrics, liveness: liveness) { [readiness] in
            server.isDraining ? ["this process is stopping"] : await readiness()
        }
    }
}
