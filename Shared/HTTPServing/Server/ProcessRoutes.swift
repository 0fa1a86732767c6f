import HTTPTypes

/// The routes that every process answers: /livez, /readyz, /metrics, /version.
package struct ProcessRoutes: Sendable {
    private let readiness: @Sendable () async -> Readiness
    private let metrics: @Sendable () -> String
    private let version: String

    /// Whether a process can do its work, and if not, what is missing.
    package enum Readiness: Sendable, Equatable {
        case ready
        case waiting(for: String)
    }

    package init(
        version: String,
        metrics: @escaping @Sendable () -> String,
        readiness: @escaping @Sendable () async -> Readiness = { .ready }
    ) {
        self.version = version
        self.metrics = metrics
        self.readiness = readiness
    }

    package func register(in router: inout Router) {
        router.on(.get, "/livez") { _ in .text("ok\n") }
        router.on(.get, "/readyz") { request in try await ready(request) }
        router.on(.get, "/metrics") { _ in
            .text(metrics(), type: "text/plain; version=0.0.4; charset=utf-8")
        }
        router.on(.get, "/version") { _ in try .json(["version": version]) }
    }

    /// A stopping process is not ready, whatever it could still do.
    private func ready(_ request: Request) async throws -> Reply {
        if request.isDraining { throw Problem.busy("stopping", "This process is stopping.") }
        switch await readiness() {
        case .ready: return .text("ok\n")
        case .waiting(let what): throw Problem.busy("not_ready", "Waiting for \(what).")
        }
    }
}
