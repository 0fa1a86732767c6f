import HTTPTypes
import Schemas

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
        router.on(.get, "/livez", needs: nil, as: .livez) { _ in Self.verdict(liveness()) }
        router.on(.get, "/readyz", needs: nil, as: .readyz) { request in await ready(request) }
        router.on(.get, "/metrics", needs: nil, as: .metrics) { _ in
            .text(metrics(), type: "text/plain; version=0.0.4; charset=utf-8")
        }
        router.on(.get, "/version", needs: nil, as: .version) { _ in
            try .json(ProcessName(name: name, version: version))
        }
    }

    /// Adds what a process's main server has beside: /openapi.json, of all routes registered by then.
    package func describe(_ router: inout Router) throws {
        try router.describe(name: name, version: version)
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

/// What /version answers.
private struct ProcessName: Codable {
    let name: String
    let version: String
}

extension RouteDescription {
    fileprivate static let livez = RouteDescription("Whether the process works at all.").verdict(
        "A restart would help; each line says why.")
    fileprivate static let readyz = RouteDescription("Whether the process can work now.").verdict(
        "Something is missing; each line says what.")
    fileprivate static let metrics = RouteDescription("Figures for Prometheus.")
        .answers(.text(), as: "text/plain")
    fileprivate static let version = RouteDescription("The program and its version.").answers(
        ProcessName.self)

    private func verdict(_ words: String) -> RouteDescription {
        answers(200, .text(), as: "text/plain").answers(503, .text(), as: "text/plain", words)
    }
}
