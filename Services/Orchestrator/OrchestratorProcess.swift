import Backends
import Blobs
import Blocking
import Curl
import EventLoop
import HTTPServing
import Lifecycle
import Logging
import Postgres
import Records
import ServiceLifecycle
import Settings
import TaskQueue
import Telemetry

/// The Orchestrator's whole process, started and stopped in order.
struct OrchestratorProcess: Sendable {
    /// Runs until a stop signal.
    func run() async throws {
        let settings = ProcessStart.settings { OrchestratorSettings(reading: &$0) }
        let (logger, metrics) = TelemetrySystem.start(
            service: "orchestrator", level: settings.service.logLevel)
        let loops = try LoopGroup(count: 1)
        let pool = PostgresPool(
            settings.service.connection,
            pool: PoolSettings(connections: settings.service.databaseConnections), logger: logger)
        let client = CurlClient(loop: loops.next())
        let readiness = SchemaReadiness(pool, logger: logger)
        let tools = makeTools(settings, pool: pool, logger: logger)
        let server = try makeServer(
            settings, tools: tools, metrics: metrics, readiness: readiness, loops: loops, logger: logger)
        let joining = BackendJoining(
            records: BackendRecords(pool), requests: DirectRequests(transport: CurlTransport(client)),
            logger: logger)
        let upkeep = Upkeep(pool, settings: settings.queue, logger: logger)
        let driver = RoundDriver(pool, logger: logger)
        let watch = QueueWatch(pool, ttl: settings.queue.ttl, page: metrics, logger: logger)
        try await ProcessServices(
            [
                LoopService {
                    await readiness.wait()
                    await declare(settings.backends, in: BackendRecords(pool), logger)
                    await withDiscardingTaskGroup { group in
                        group.addTask { await joining.run() }
                        group.addTask { await upkeep.run() }
                        group.addTask { await watch.run() }
                        await driver.drive()
                    }
                }, server,
            ], logger: logger
        ) { server.hasten() }.run()
        await pool.shutdown()
        await loops.stop()
    }

    private func makeTools(
        _ settings: OrchestratorSettings, pool: PostgresPool, logger: Logger
    ) -> OrchestratorTools {
        let blocking = BlockingPool(threads: settings.threads, queued: 4_096)
        let folder =
            switch settings.blobs {
            case .folder(let path): path
            case .orchestrator: ""
            }
        let blobs = FolderBlobs(folder: folder, pool: blocking)
        let images = ImageIntake(
            roots: settings.intakeRoots, blobs: blobs, samples: SampleRecords(pool), pool: blocking)
        return OrchestratorTools(
            database: pool, blobs: blobs, blocking: blocking,
            intake: SampleIntake(images: images, samples: SampleRecords(pool), width: settings.threads),
            ttl: settings.queue.ttl, logger: logger)
    }

    private func makeServer(
        _ settings: OrchestratorSettings, tools: OrchestratorTools, metrics: MetricRegistry,
        readiness: SchemaReadiness, loops: LoopGroup, logger: Logger
    ) throws -> HTTPServer {
        var router = Router()
        ProcessRoutes(name: "orchestrator", version: ProcessVersion.current, metrics: metrics.page) {
            await readiness.missing()
        }.register(in: &router)
        JobRoutes(tools: tools).register(in: &router)
        SampleRoutes(tools: tools).register(in: &router)
        PairRoutes(tools: tools).register(in: &router)
        ExportRoutes(tools: tools).register(in: &router)
        BackendRoutes(tools: tools).register(in: &router)
        QueueRoutes(tools: tools).register(in: &router)
        ImageRoutes(tools: tools).register(in: &router)
        var server = HTTPServerSettings(
            name: "orchestrator", host: settings.service.listen.host, port: settings.service.listen.port)
        server.grace = settings.service.grace
        return try HTTPServer(router: router, settings: server, loops: loops, logger: logger)
    }

    /// Takes over the environment's list of backends, waiting for the database if need be.
    private func declare(_ list: BackendList, in records: BackendRecords, _ logger: Logger) async {
        while !Task.isCancelled {
            do {
                return try await records.declare(list.registrations.map(BackendRecord.init))
            } catch {
                logger.warning("PAIRMILL_BACKENDS is not stored yet", metadata: ["error": "\(error)"])
            }
            // Cancelled: the loop ends.
            try? await Task.sleep(for: .seconds(1))
        }
    }
}
