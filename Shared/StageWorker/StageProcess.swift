import Access
import Backends
import Blobs
import Blocking
import Curl
package import Domain
package import EventLoop
package import HTTPServing
import Lifecycle
import HTTPTypes
package import Logging
import Postgres
import Records
import ServiceLifecycle
import Settings
package import TaskQueue
import Telemetry

/// A stage's whole process: settings, connections, server and loop, started and stopped in order.
package struct StageProcess<Handler: TaskHandler, C: Completion>: Sendable where C.Result == Handler.Result {
    private let stage: Stage
    private let name: String
    private let port: UInt16
    private let completion: C
    private let handler: @Sendable (StageTools) throws -> Handler
    private let routes: @Sendable (inout Router, StageTools) throws -> Void

    /// `name` is the service's, such as `generator`.
    package init(
        _ stage: Stage, name: String, port: UInt16, completion: C,
        handler: @escaping @Sendable (StageTools) throws -> Handler,
        routes: @escaping @Sendable (inout Router, StageTools) throws -> Void
    ) {
        self.stage = stage
        self.name = name
        self.port = port
        self.completion = completion
        self.handler = handler
        self.routes = routes
    }

    /// Runs until a stop signal.
    package func run() async throws {
        let settings = ProcessStart.settings { StageSettings(reading: &$0, service: name, port: port) }
        let (logger, metrics) = TelemetrySystem.start(service: name, level: settings.service.logLevel)
        let loops = try LoopGroup(count: 1)
        let pool = openPool(settings.service, logger)
        let tools = makeTools(settings, loops: loops, logger: logger)
        let readiness = SchemaReadiness(pool, logger: logger)
        let keys = KeyWatch(over: pool, isRequired: settings.service.requiresKeys, logger: logger)
        await ProcessStart.refuseToListen(settings.service) { await keys.findsNone() }
        let source = TaskSource(
            stage: stage, name: settings.service.name, capacity: settings.capacity, completion: completion,
            settings: queueSettings(settings.queue), logger: logger
        ) { try await PostgresConnection.connect(settings.service.connection) }
        let process = ProcessRoutes(name: name, version: ProcessVersion.current, metrics: metrics.page) {
            if await source.isStopping { return ["the process is stopping"] }
            return await readiness.missing() + keys.missing + tools.missing()
        }
        let servers = try ProcessServers(
            settings.service, name: name, router: try router(tools: tools), routes: process, gate: keys.gate,
            loops: loops, logger: logger)
        let loop = try makeLoop(source, tools: tools, over: pool, logger: logger)
        try await ProcessServices(
            servers.supporting + [
                LoopService { await keys.run() },
                backends(
                    makeFeed(settings, tools: tools, over: pool, logger: logger), tools: tools,
                    source: source, capacity: settings.capacity, readiness: readiness),
                servers.main,
                StageService(
                    loop: loop, source: source, readiness: readiness, grace: settings.service.grace,
                    hints: hints(settings, logger)),
            ], logger: logger
        ) {
            await source.releaseAll()
            servers.hasten()
        }.run()
        await pool.shutdown()
        await servers.close()
    }

    private func openPool(_ settings: ServiceSettings, _ logger: Logger) -> PostgresPool {
        PostgresPool(
            settings.connection, pool: PoolSettings(connections: settings.databaseConnections), logger: logger
        )
    }

    private func makeLoop(
        _ source: TaskSource<C>, tools: StageTools, over pool: PostgresPool, logger: Logger
    ) throws -> StageLoop<Handler, C> {
        StageLoop(
            source: source, handler: try handler(tools), inputs: TaskInputs(pool),
            jobs: JobDirectory(JobRecords(pool), AdapterRecords(pool)), logger: logger)
    }

    private func hints(_ settings: StageSettings, _ logger: Logger) -> HintListener? {
        settings.queue.hints ? HintListener(settings.service.connection, stage: stage, logger: logger) : nil
    }

    /// The lease outlasts the worst calls of its task (DECISIONS 25).
    private func queueSettings(_ given: QueueSettings) -> QueueSettings {
        var settings = given
        let calls = stage == .generate ? 1 : stage == .revise ? 2 : 9
        settings.leaseTime = .seconds(calls * 180 + 60)
        return settings
    }

    /// What its handler and its routes work with.
    package func makeTools(_ settings: StageSettings, loops: LoopGroup, logger: Logger) -> StageTools {
        let client = CurlClient(
            loop: loops.next(), settings: CurlSettings(trusting: settings.service.trust))
        let backends = BackendPool(logger: logger)
        let blocking = BlockingPool(threads: settings.threads, queued: 4 * settings.capacity + 256)
        return StageTools(
            chat: ChatClient(pool: backends, transport: CurlTransport(client)), backends: backends,
            images: SharedImages(
                settings.blobs.store(
                    client: client, key: settings.apiKey?.exposed, cache: settings.cache, blocking: blocking,
                    logger: logger)),
            blocking: blocking, logger: logger)
    }

    private func makeFeed(
        _ settings: StageSettings, tools: StageTools, over pool: PostgresPool, logger: Logger
    ) -> BackendFeed {
        BackendFeed(
            records: BackendRecords(pool), workers: WorkerRecords(pool, ttl: settings.queue.ttl),
            pool: tools.backends,
            discovery: BackendDiscovery(pool: tools.backends, transport: tools.chat.transport),
            logger: logger)
    }

    /// All that this stage answers, beside what every process does; of keys it takes operators' alone.
    package func router(tools: StageTools) throws -> Router {
        var router = Router()
        let listing = RouteDescription("What this process sees of each backend.").answers(
            [BackendSnapshot].self)
        router.on(.get, "/v1/backends", needs: .operator, as: listing) { _ in
            try .json(await tools.backends.snapshots())
        }
        try routes(&router, tools)
        return router
    }

    /// Follows the table of backends, asks them what they serve and how full they are; claims no more than they can take.
    private func backends(
        _ feed: BackendFeed, tools: StageTools, source: TaskSource<C>, capacity: Int,
        readiness: SchemaReadiness
    ) -> LoopService {
        let scraping = LoadScraping(pool: tools.backends, transport: tools.chat.transport)
        let role = Role(of: stage)
        return LoopService {
            await readiness.wait()
            await withDiscardingTaskGroup { group in
                group.addTask { await scraping.run() }
                group.addTask {
                    await feed.run(wanted: { await source.wanted }) {
                        let places = await tools.backends.freePlaces(for: role)
                        let held = await source.load.held
                        await source.setCapacity(min(capacity, held + places))
                    }
                }
            }
        }
    }
}

extension StageTools {
    /// What /readyz says until every backend was asked once.
    fileprivate func missing() async -> [String] {
        await backends.isSettled ? [] : ["the backends have not been asked yet"]
    }
}
