import Contracts
import Curl
import EventLoop
package import Foundation
package import PipelineSupport
import Postgres
import TestSupport

/// The services as processes, so many of each, on a PostgreSQL of their own; all of it can be struck.
package actor FaultCluster {
    /// What the stages do with their tasks.
    package enum Stages: Sendable {
        /// As they are, with scene-model as their backend, whose calls take so many milliseconds.
        case real(latency: Int)
        /// Results that follow from the task; a call takes so many milliseconds.
        case stub(latency: Int)

        /// Of scene-model, which stub stages only ask what it serves.
        var callLatency: Int {
            switch self {
            case .real(let latency): latency
            case .stub: 0
            }
        }
    }

    package nonisolated let server: FaultyServer
    package nonisolated let pipeline: Pipeline
    private let folder: URL
    private let client: CurlClient
    private let loop: ReadinessLoop
    var seats: [Seat] = []
    private var backend: Seat?
    /// Where the pictures are.
    let disk: SmallDisk?
    private var launches = 0
    /// Processes that are stopped, and when they go on.
    var frozen: [String: ContinuousClock.Instant] = [:]

    /// How long a process may be silent before it is taken for dead.
    package static let ttl = Duration.seconds(6)

    package init(_ stages: Stages, replicas: Int = 2, settings: [String: String] = [:]) async throws {
        server = try await FaultyServer.start()
        folder = FileManager.default.temporaryDirectory
            .appending(path: "pairmill-faults-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "blobs"), withIntermediateDirectories: true)
        disk = try SmallDisk(folder.appending(path: "blobs"))
        loop = try ReadinessLoop(label: "faults")
        client = CurlClient(loop: loop)
        pipeline = Pipeline(server.database, client: client, folder: folder)
        backend = try Seat.backend(in: folder, server, latency: stages.callLatency)
        for number in 1...replicas {
            for program in ["orchestrator", "generator", "reviser", "verifier"] {
                seats.append(
                    try Seat.service(
                        program, number, stages, in: folder, server, backend: backend?.url ?? "",
                        settings))
            }
        }
    }

    /// Starts everything; returns once all are ready.
    package func start() async throws {
        try launchBackend([])
        for index in seats.indices { try launch(index) }
        for seat in seats { try await ready(seat) }
        await pipeline.enter(by: seats.filter { $0.program == "orchestrator" }.map(\.url))
    }

    /// Ends everything and deletes its files.
    package func stop() async {
        thaw(all: true)
        for process in seats.compactMap(\.process) + [backend?.process].compactMap({ $0 }) {
            await process.stop()
        }
        for seat in seats { seat.proxy.close() }
        await pipeline.stop()
        await client.shutDown()
        await loop.stop()
        await server.stop()
        disk?.unmount()
        try? FileManager.default.removeItem(at: folder)  // Temporary: what is left is only untidy.
    }

    /// What every process said last, for whoever looks for the cause of something.
    package var lastWords: String { seats.compactMap(\.process).map(\.lastWords).joined(separator: "\n") }

    /// Where the tasks of unfinished jobs are, for the same; nothing where even the database is gone.
    package var places: [String] {
        get async { (try? await Books(server.database.pool).places()) ?? [] }
    }

    /// The processes of a program that run, in the order of their seats.
    package func processes(of program: String) -> [(seat: Int, process: ServiceProcess)] {
        seats.indices.filter { seats[$0].program == program }.compactMap { index in
            seats[index].process.map { (index, $0) }
        }
    }

    /// Every service's process, by the name of its seat.
    package var processIDs: [(name: String, pid: pid_t)] {
        seats.compactMap { seat in seat.process.map { (seat.name, $0.pid) } }
    }

    /// What a counter of all processes of a program says (`/metrics`).
    package func sum(of counter: String, over program: String) async throws -> Double {
        var sum = 0.0
        for seat in seats where seat.program == program {
            let page = try await pipeline.send("GET", "/metrics", to: seat.url).succeeded().text
            for line in page.split(separator: "\n") where line.hasPrefix(counter) {
                sum += line.split(separator: " ").last.flatMap { Double($0) } ?? 0
            }
        }
        return sum
    }

    /// Starts the next process of a seat whose last one is gone; says whether there was need.
    @discardableResult
    package func revive(_ index: Int) async throws -> Bool {
        guard let process = seats[index].process, process.isGone else { return false }
        await process.stop()
        try launch(index)
        return true
    }

    /// Ends a seat's process, waits until it is gone, and starts the next under the same name.
    package func replace(_ index: Int, gently: Bool) async throws {
        guard let process = seats[index].process else { return }
        if gently {
            process.terminate()
            try await pipeline.until("\(seats[index].name) ends", within: .seconds(60)) { process.isGone }
        } else {
            process.crash()
        }
        frozen[seats[index].name] = nil
        await process.stop()
        try launch(index)
    }

    /// Returns once a seat's process answers that it is ready.
    package func waitUntilReady(_ index: Int) async throws { try await ready(seats[index]) }
}

// MARK: - Processes

extension FaultCluster {
    private func launch(_ index: Int) throws { seats[index].process = try process(of: seats[index], []) }

    private func launchBackend(_ faults: [String]) throws {
        guard let seat = backend else { return }
        backend?.process = try process(of: seat, faults.flatMap { ["--fault", $0] })
    }

    /// Takes the backend away.
    package func stopBackend() async {
        backend?.process?.crash()
        await backend?.process?.stop()
    }

    /// Whether it serves again.
    package func backendAnswers() async throws -> Bool {
        try await pipeline.send("GET", "/v1/models", to: backend?.url ?? "").status == 200
    }

    /// Brings it back.
    package func startBackend() throws { try launchBackend([]) }

    func restartBackend(_ faults: [String]) async throws {
        await stopBackend()
        try launchBackend(faults)
    }

    /// Each in a folder of its own, which ends with it.
    private func process(of seat: Seat, _ more: [String]) throws -> ServiceProcess {
        launches += 1
        let own = folder.appending(path: "\(seat.name).\(launches)")
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        return try ServiceProcess(
            seat.file, seat.arguments + more, name: seat.name, environment: seat.environment, folder: own)
    }

    private func ready(_ seat: Seat) async throws {
        try await pipeline.until("\(seat.name) is ready", within: .seconds(60)) {
            try await self.pipeline.send("GET", "/readyz", to: seat.url).status == 200
        }
    }
}
