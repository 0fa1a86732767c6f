import Access
import Backends
import Curl
import EventLoop
import HTTPServing
import Logging
import Postgres
import Records
import Settings
import StageWorker

@testable import Generator
@testable import Orchestrator
@testable import Reviser
@testable import Verifier

/// The routes of the four services, as their processes put them together.
struct Routes {
    private let settings: [String: String] = ["PAIRMILL_DATABASE_URL": "postgresql:///never"]
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// What a program answers; nothing of it is ever called.
    func of(_ program: String) async throws -> [Route] {
        let loops = try LoopGroup(count: 1)
        let routes =
            switch program {
            case "generator": try stage(GeneratorMain.process, program, loops)
            case "reviser": try stage(ReviserMain.process, program, loops)
            case "verifier": try stage(VerifierMain.process, program, loops)
            default: try orchestrator(loops)
            }
        await loops.stop()
        return routes
    }

    private func stage<Handler, Completion>(
        _ process: StageProcess<Handler, Completion>, _ name: String, _ loops: LoopGroup
    ) throws -> [Route] {
        var reader = SettingsReader(environment: settings)
        let tools = process.makeTools(
            StageSettings(reading: &reader, service: name, port: 0), loops: loops, logger: logger)
        return try process.router(tools: tools).routes + Self.ofEveryProcess()
    }

    private func orchestrator(_ loops: LoopGroup) throws -> [Route] {
        var reader = SettingsReader(environment: settings)
        let settings = OrchestratorSettings(reading: &reader)
        let pool = PostgresPool(
            ConnectionSettings(address: "postgresql:///never", applicationName: "test"), logger: logger)
        let client = CurlClient(loop: loops.next())
        let tools = OrchestratorProcess().makeTools(settings, pool: pool, client: client, logger: logger)
        let training = TrainingParts(
            settings, tools: tools, requests: DirectRequests(transport: CurlTransport(client)),
            transfers: client)
        let keys = KeyWatch(KeyGate(isRequired: false), records: KeyRecords(pool), logger: logger)
        return try OrchestratorProcess().router(tools: tools, training: training, keys: keys).routes
            + Self.ofEveryProcess()
    }

    private static func ofEveryProcess() throws -> [Route] {
        let own = ProcessRoutes(name: "test", version: "", metrics: { "" }, readiness: { [] })
        var router = Router()
        own.register(in: &router)
        try own.describe(&router)
        return router.routes
    }
}
