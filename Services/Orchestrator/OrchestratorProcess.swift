import Access
import Backends
import Blobs
import Blocking
import Curl
import Domain
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
        let trusting = CurlSettings(trusting: settings.service.trust)
        let client = CurlClient(loop: loops.next(), settings: trusting)
        let requests = DirectRequests(transport: CurlTransport(client))
        // Files go to the trainer by a loop of their own: reading them blocks it.
        let transfers = try LoopGroup(count: 1)
        let readiness = SchemaReadiness(pool, logger: logger)
        let keys = KeyWatch(over: pool, isRequired: settings.service.requiresKeys, logger: logger)
        await ProcessStart.refuseToListen(settings.service) { await keys.findsNone() }
        let tools = makeTools(settings, pool: pool, client: client, logger: logger)
        let training = TrainingParts(
            settings, tools: tools, requests: requests,
            transfers: CurlClient(loop: transfers.next(), settings: trusting))
        let routes = ProcessRoutes(
            name: "orchestrator", version: ProcessVersion.current, metrics: metrics.page
        ) { await readiness.missing() + keys.missing }
        let servers = try ProcessServers(
            settings.service, name: "orchestrator",
            router: router(tools: tools, training: training, keys: keys), routes: routes, gate: keys.gate,
            loops: loops, logger: logger)
        let joining = BackendJoining(records: BackendRecords(pool), requests: requests, logger: logger)
        let watch = QueueWatch(pool, ttl: settings.queue.ttl, page: metrics, logger: logger)
        let loop = LoopService {
            await readiness.wait()
            await declare(settings.backends, in: BackendRecords(pool), logger)
            await tend(settings, over: pool, joining: joining, watch: watch, training: training, logger)
        }
        let services = servers.supporting + [LoopService { await keys.run() }, loop, servers.main]
        try await ProcessServices(services, logger: logger) { servers.hasten() }.run()
        await pool.shutdown()
        await transfers.stop()
        await servers.close()
    }

    /// Drives rounds, and all that goes on beside them, until cancelled.
    private func tend(
        _ settings: OrchestratorSettings, over pool: PostgresPool, joining: BackendJoining,
        watch: QueueWatch, training: TrainingParts, _ logger: Logger
    ) async {
        await withDiscardingTaskGroup { group in
            group.addTask { await joining.run() }
            group.addTask { await Upkeep(pool, settings: settings.queue, logger: logger).run() }
            group.addTask { await watch.run() }
            group.addTask { await training.keeper.run() }
            group.addTask { await training.driver?.run() }
            await RoundDriver(pool, hasTrainer: training.driver != nil, logger: logger).drive()
        }
    }

    func makeTools(
        _ settings: OrchestratorSettings, pool: PostgresPool, client: CurlClient, logger: Logger
    ) -> OrchestratorTools {
        let blocking = BlockingPool(threads: settings.threads, queued: 4_096)
        let folder =
            switch settings.blobs {
            case .folder(let path): path
            case .orchestrator: ""
            }
        let blobs = FolderBlobs(folder: folder, pool: blocking)
        let images = ImageIntake(
            roots: settings.intakeRoots,
            fetching: ImageFetching(hosts: settings.intakeHosts) { request throws(CurlError) in
                try await client.send(request)
            }, blobs: blobs, samples: SampleRecords(pool), pool: blocking)
        return OrchestratorTools(
            database: pool, blobs: blobs, blocking: blocking,
            intake: SampleIntake(images: images, samples: SampleRecords(pool), width: settings.threads),
            ttl: settings.queue.ttl, trainingMode: settings.trainer.url == nil ? .skip : .trainer,
            logger: logger)
    }

    /// All that the Orchestrator answers, beside what every process does.
    func router(tools: OrchestratorTools, training: TrainingParts, keys: KeyWatch) -> Router {
        var router = Router()
        JobRoutes(tools: tools).register(in: &router)
        RoundRoutes(tools: tools, bringing: training.bringing).register(in: &router)
        EventRoutes(tools: tools).register(in: &router)
        SampleRoutes(tools: tools).register(in: &router)
        PairRoutes(tools: tools).register(in: &router)
        ExportRoutes(tools: tools).register(in: &router)
        BackendRoutes(tools: tools).register(in: &router)
        QueueRoutes(tools: tools).register(in: &router)
        ImageRoutes(tools: tools).register(in: &router)
        KeyRoutes(tools: tools, watch: keys).register(in: &router)
        return router
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
