import Foundation
import PipelineSupport
import TestSupport

extension Seat {
    /// The place of one process of a service.
    static func service(
        _ program: String, _ number: Int, _ stages: FaultCluster.Stages, in folder: URL,
        _ server: FaultyServer, backend: String, _ settings: [String: String]
    ) throws -> Seat {
        let port = try Pipeline.freePort()
        let proxy = try LosingProxy(to: server.socket)
        let name = "\(program)-\(number)"
        let clock = try WallClock(folder.appending(path: "\(name).clock"))
        let own = [
            "PAIRMILL_DATABASE_URL": server.address(port: proxy.port),
            "PAIRMILL_LISTEN": "127.0.0.1:\(port)", "PAIRMILL_NAME": name,
            "PAIRMILL_BLOBS": "file://\(folder.path)/blobs", "PAIRMILL_GRACE": "5s",
            "PAIRMILL_DATABASE_CONNECTIONS": "3", "PAIRMILL_QUEUE_TTL": "6s", "PAIRMILL_QUEUE_BEAT": "1s",
        ]
        var stage: [String: String] = [:]
        var (file, arguments) = (program, [String]())
        if case .stub(let latency) = stages, program != "orchestrator" {
            let word = ["generator": "generate", "reviser": "revise", "verifier": "verify"][program] ?? ""
            (file, arguments) = ("stub-stage", [word])
            stage["STUB_LATENCY"] = "\(latency)"
        }
        if program == "orchestrator" {
            stage["PAIRMILL_BACKENDS"] = #"[{"url": "\#(backend)", "max_in_flight": 512}]"#
        }
        let environment = own.merging(stage) { $1 }.merging(clock.environment) { $1 }
            .merging(settings) { $1 }
        return Seat(
            program: program, file: file, arguments: arguments, name: name, port: port,
            environment: environment, proxy: proxy, clock: clock)
    }

    /// The place of scene-model.
    static func backend(in folder: URL, _ server: FaultyServer, latency: Int) throws -> Seat {
        let port = try Pipeline.freePort()
        return Seat(
            program: "scene-model", file: "scene-model",
            arguments: [
                "serve", "--listen", "127.0.0.1:\(port)", "--latency", "\(latency)ms", "--slots", "512",
                "--queue", "4096", "--trainer-folder", "\(folder.path)/trainer",
            ], name: "scene-model", port: port, environment: [:], proxy: try LosingProxy(to: server.socket),
            clock: try WallClock(folder.appending(path: "scene-model.clock")))
    }
}
