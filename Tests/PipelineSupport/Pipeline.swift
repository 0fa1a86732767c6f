package import Contracts
package import Curl
import EventLoop
package import Foundation
import Postgres
import Records
import TaskQueue
package import TestSupport

/// All four services as processes, on a database of their own.
package actor Pipeline {
    package nonisolated let database: TestDatabase
    package nonisolated let client: CurlClient
    package nonisolated let folder: URL
    private var services: [Service] = []
    /// Where Orchestrators listen that somebody else started; the first is asked.
    private var entrances: [String] = []
    /// Where a trainer listens, in tests that have one.
    package private(set) var trainer = ""
    /// The API key that requests come with unless they name another; none at first.
    private var key: String?

    /// A running program and where it listens.
    package struct Service: Sendable {
        package let program: String
        package let process: ServiceProcess
        package let url: String
    }

    package init(_ database: TestDatabase, client: CurlClient, folder: URL) {
        self.database = database
        self.client = client
        self.folder = folder
    }

    /// Starts a program on a free port and returns once it is ready.
    @discardableResult
    package func start(_ program: String, _ extra: [String: String] = [:]) async throws -> Service {
        let service = try launch(program, extra)
        try await until("\(service.process.name) is ready", within: .seconds(30)) {
            try await self.send("GET", "/readyz", to: service.url).status == 200
        }
        return service
    }

    /// Starts a program on a free port.
    package func launch(
        _ program: String, _ extra: [String: String] = [:], arguments: [String] = []
    ) throws -> Service {
        let port = try Self.freePort()
        let environment = [
            "PAIRMILL_DATABASE_URL": database.settings.address, "PAIRMILL_LISTEN": "127.0.0.1:\(port)",
            "PAIRMILL_BLOBS": "file://\(folder.path)/blobs", "PAIRMILL_NAME": "\(program)-\(services.count)",
            "PAIRMILL_GRACE": "2s", "PAIRMILL_DATABASE_CONNECTIONS": "3",
        ].merging(extra) { _, given in given }
        return try launch(program, arguments, exactly: environment, url: "http://127.0.0.1:\(port)")
    }

    /// Starts a program with this environment and nothing added; it is found at `url` once it listens.
    package func launch(
        _ program: String, _ arguments: [String], exactly environment: [String: String], url: String
    ) throws -> Service {
        let process = try ServiceProcess(
            program, arguments, name: "\(program)-\(services.count)", environment: environment, folder: folder
        )
        let service = Service(program: program, process: process, url: url)
        services.append(service)
        return service
    }

    package func setKey(_ key: String?) { self.key = key }

    package func setTrainer(_ url: String) { trainer = url }

    /// Names the Orchestrators of a cluster that somebody else started.
    package func enter(by urls: [String]) { entrances = urls }

    /// The one that was asked does not answer: the next is asked from now on.
    private func enterElsewhere() {
        if let first = entrances.first { entrances = entrances.dropFirst() + [first] }
    }

    /// The address of the first process of a program that still runs.
    package func url(of program: String) -> String {
        if program == "orchestrator", let entrance = entrances.first { return entrance }
        return services.first { $0.program == program && !$0.process.isGone }?.url ?? ""
    }

    /// The last started process of a program.
    package func last(_ program: String) -> ServiceProcess? {
        services.last { $0.program == program }?.process
    }

    /// The processes of a program that still run.
    package func running(_ program: String) -> [ServiceProcess] {
        services.filter { $0.program == program && !$0.process.isGone }.map(\.process)
    }

    /// Everything that the processes which run have printed so far.
    package var logs: String {
        services.filter { !$0.process.isGone }.map(\.process.printed).joined(separator: "\n")
    }

    /// Stops every process.
    package func stop() async {
        await withDiscardingTaskGroup { group in
            for service in services { group.addTask { await service.process.stop() } }
        }
    }

    /// Looks again and again, for that is what a client of these processes has to do.
    package func until(
        _ what: String, within deadline: Duration, _ condition: @Sendable () async throws -> Bool
    ) async throws {
        let end = ContinuousClock.now + deadline
        while ContinuousClock.now < end {
            // A process that starts refuses connections at first.
            if (try? await condition()) == true { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        let logs = services.map(\.process.lastWords).joined(separator: "\n")
        throw PipelineError.tooSlow(what, logs: logs)
    }

    /// A port of loopback that nobody listens on.
    package static func freePort() throws -> UInt16 {
        guard let address = SocketAddress(host: "127.0.0.1", port: 0) else {
            throw PipelineError.notStarted("a listener")
        }
        return try Descriptor.listen(on: address).localAddress().port
    }
}

extension Pipeline {
    /// Sends a request to a service, to the Orchestrator unless another is named.
    package func send(
        _ method: String, _ path: String, body: [UInt8] = [], type: String = "application/json",
        fields: [(name: String, value: String)] = [], key: String? = nil, to url: String? = nil
    ) async throws -> Answer {
        let asked = url ?? self.url(of: "orchestrator")
        var sent = [("Content-Type", type)] + fields
        if let key = key ?? self.key { sent.append(("Authorization", "Bearer \(key)")) }
        do {
            return Answer(
                try await client.send(CurlRequest(method, asked + path, fields: sent, body: body)))
        } catch {
            if url == nil { enterElsewhere() }
            throw error
        }
    }

    package func send(
        _ method: String, _ path: String, json: JSONValue, key: String? = nil, to url: String? = nil
    ) async throws -> Answer {
        try await send(method, path, body: Array(json.json.utf8), key: key, to: url)
    }
}

/// Runs a body with an Orchestrator and so many processes of each stage; nothing stays behind.
package func withPipeline(
    replicas: Int = 1, latency: Duration = .zero, settings: [String: String] = [:],
    _ body: @escaping @Sendable (Pipeline) async throws -> Void
) async throws {
    try await withStandIn(StandInBackend(latency: latency)) { backend in
        try await withTestDatabase(migrations: [QueueSchema.migrations, RecordsSchema.migrations]) {
            try await withPipeline(on: $0) { pipeline in
                try await pipeline.start(
                    "orchestrator", settings.merging(["PAIRMILL_BACKENDS": backend]) { given, _ in given })
                for _ in 0..<replicas { try await pipeline.startStages(settings) }
                try await body(pipeline)
            }
        }
    }
}

/// Runs a body that starts processes on a database; stops them all.
package func withPipeline(
    on database: TestDatabase, _ body: @Sendable (Pipeline) async throws -> Void
) async throws {
    let folder = FileManager.default.temporaryDirectory
        .appending(path: "pairmill-pipeline-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(
        at: folder.appending(path: "blobs"), withIntermediateDirectories: true)
    let loop = try ReadinessLoop(label: "pipeline")
    let client = CurlClient(loop: loop)
    let pipeline = Pipeline(database, client: client, folder: folder)
    let result: Result<Void, any Error>
    do { result = .success(try await body(pipeline)) } catch { result = .failure(error) }
    await pipeline.stop()
    await client.shutDown()
    await loop.stop()
    try result.get()
}

extension Pipeline {
    package static let stages = ["generator", "reviser", "verifier"]

    /// Starts one process of each stage, side by side.
    package func startStages(_ settings: [String: String] = [:]) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            for stage in Self.stages { group.addTask { try await self.start(stage, settings) } }
        }
    }
}
