import Archives
import Contracts
import Curl
import Digests
import EventLoop
import Foundation
import HTTPServing
import HTTPTypes
import Logging
import Synchronization

@testable import Orchestrator

/// A trainer on a real socket that does what a test says, and remembers what it was asked.
final class ScriptedTrainer: Sendable {
    struct State {
        var files: [String: [UInt8]] = [:]
        /// By the key they were started with; the order counts.
        var started: [(key: String, order: TrainerOrder)] = []
        var cancelled: [String] = []
        /// What a look at a training answers; by default it succeeded.
        var status = "succeeded"
        var code: String?
        /// Answers every request with this status.
        var broken: Int?
        /// The adapter it made.
        var adapter = Array(
            #"{"base_model":"base","deltas":{"generator.countUnder":0.5},"format":"scene"}"#.utf8)
    }

    let state = Mutex(State())

    var adapterDigest: SHA256Digest { SHA256Digest(of: state.withLock { $0.adapter }) }

    func register(in router: inout Router) {
        router.on(.post, "/v1/files", limits: .streaming) { try await self.receive($0) }
        router.on(.delete, "/v1/files/{id}") { request in
            self.state.withLock { $0.files[request.parameter("id")] = nil }
            return try self.whole { Array("{}".utf8) }
        }
        router.on(.get, "/v1/files/{id}/content") { _ in try self.whole { self.archive } }
        router.on(.post, "/v1/fine_tuning/jobs") { request in
            let order = try JSONDecoder().decode(
                TrainerOrder.self, from: Foundation.Data(await request.body.collect(upTo: 1 << 20)))
            let key = HTTPField.Name("Idempotency-Key").flatMap { request[$0] } ?? ""
            return try self.whole { self.start(order, key: key) }
        }
        router.on(.get, "/v1/fine_tuning/jobs/{id}") { request in
            try self.whole { self.job(request.parameter("id")) }
        }
        router.on(.post, "/v1/fine_tuning/jobs/{id}/cancel") { request in
            self.state.withLock { $0.cancelled.append(request.parameter("id")) }
            return try self.whole { self.job(request.parameter("id")) }
        }
        router.on(.get, "/v1/fine_tuning/jobs/{id}/events") { _ in
            try self.whole {
                Array(
                    #"""
                    {"object": "list", "has_more": false, "data": [
                    {"id": "e2", "data": {"margin_before": -0.5, "margin_after": 1.5}},
                    {"id": "e1", "data": {"step": 3, "total_steps": 3, "loss": 0.4, "rewards/margins": 0.2}}]}
                    """#.utf8)
            }
        }
    }

    private func whole(_ body: () -> [UInt8]) throws -> Reply {
        if let status = state.withLock({ $0.broken }) {
            return .bytes(
                Array(#"{"error": {"message": "broken", "code": "x"}}"#.utf8), type: "application/json",
                status: .init(code: status))
        }
        return .bytes(body(), type: "application/json")
    }

    private func receive(_ request: Request) async throws -> Reply {
        var file: [UInt8] = []
        for try await part in try request.multipart() where part.filename != nil {
            for try await block in part.body { file += block }
        }
        return try whole {
            let id = "file-\(UInt32.random(in: 0 ... .max))"
            state.withLock { $0.files[id] = file }
            return Array(#"{"id": "\#(id)", "bytes": \#(file.count)}"#.utf8)
        }
    }

    /// The same key finds the same training.
    private func start(_ order: TrainerOrder, key: String) -> [UInt8] {
        let number = state.withLock { state in
            if !state.started.contains(where: { $0.key == key }) { state.started.append((key, order)) }
            return (state.started.firstIndex { $0.key == key } ?? -1) + 1
        }
        return job("ftjob-\(number)")
    }

    private func job(_ id: String) -> [UInt8] {
        let (status, code) = state.withLock { ($0.status, $0.code) }
        let error = code.map { #"{"code": "\#($0)", "message": "said so"}"# } ?? "null"
        let adapter =
            status == "succeeded"
            ? #"{"format": "scene", "sha256": "\#(adapterDigest.hex)", "base_model": "base"}"# : "null"
        return Array(
            #"""
            {"id": "\#(id)", "status": "\#(status)", "error": \#(error), "adapter": \#(adapter),
            "result_files": ["file-adapter", "file-metrics"], "progress": {"step": 3, "total_steps": 3}}
            """#.utf8)
    }

    private var archive: [UInt8] {
        let adapter = state.withLock { $0.adapter }
        return TarHeader(path: "adapter.json", kind: .file(size: Int64(adapter.count)), modified: 0).bytes
            + adapter + [UInt8](repeating: 0, count: TarHeader.padding(Int64(adapter.count))) + TarHeader.end
    }
}

extension ScriptedTrainer {
    /// Runs a body while it serves, with a client of it.
    func serving<Value: Sendable>(
        _ body: @Sendable (TrainerClient) async throws -> Value
    ) async throws -> Value {
        var router = Router()
        register(in: &router)
        let loops = try LoopGroup(count: 1)
        let server = try HTTPServer(
            router: router, settings: HTTPServerSettings(name: "trainer", host: "127.0.0.1", port: 0),
            loops: loops, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let client = TrainerClient(
            client: CurlClient(loop: loops.next()), url: "http://\(server.address)", key: nil)
        let result: Result<Value, any Error> = await withTaskGroup { group in
            group.addTask { try? await server.run() }  // It ends by being cancelled.
            let result: Result<Value, any Error>
            do { result = .success(try await body(client)) } catch { result = .failure(error) }
            group.cancelAll()
            return result
        }
        await loops.stop()
        return try result.get()
    }
}
