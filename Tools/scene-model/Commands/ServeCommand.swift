import ArgumentParser
import EventLoop
import Foundation
import HTTPServing
import Lifecycle
import Logging
import ServiceLifecycle
import Settings
import Telemetry

/// `scene-model serve`: answers chats as vLLM does, and trains adapters.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve chats about pictures, OpenAI-compatible.")

    @Option(help: "Where to listen, host:port; port 0 takes a free one.")
    var listen = "127.0.0.1:8090"

    @Flag(help: "Listen beyond this machine although there are no API keys.")
    var insecure = false

    @Option(help: "The base model's name.")
    var model = "scene-1"

    @Option(help: "A folder with an adapter to merge into the base model's weights.")
    var merge: String?

    @Option(help: "How many calls run at once.")
    var slots = 64

    @Option(help: "How many more may wait; beyond them calls get 503.")
    var queue = 256

    @Option(help: "How long a call takes: 100ms, 1.5s.")
    var latency = "100ms"

    @Option(help: "Latencies lie within ± this share of it, 0 to 1.")
    var spread = 0.0

    @Option(help: "Time per token on top, 0ms for none.")
    var perToken = "0ms"

    @Option(help: "How often a verdict is wrong by inattention, 0 to 1.")
    var lapses = 0.015

    @Option(help: "Inject a fault, kind=rate: 429, 503, 500, hang, drop, garbage or drip; may be repeated.")
    var fault: [String] = []

    @Option(help: "Where faults and latencies start; the same seed gives the same.")
    var seed: UInt64 = 0

    @Option(help: "Threads that serve; default one per core.")
    var loops: Int?

    @OptionGroup var training: TrainerOptions

    func validate() throws { _ = try (address(), settings()) }

    func run() async throws {
        let trainerSettings = try training.settings()
        let (logger, _) = TelemetrySystem.start(service: "scene-model", level: "info")
        let address = try address()
        let group = try LoopGroup(count: loops ?? usableCores())
        var router = Router()
        let trainer = Trainer(trainerSettings, base: model, logger: logger)
        await trainer.open()
        SceneRoutes(server: ChatServer(try settings())).register(in: &router)
        TrainerRoutes(trainer: trainer).register(in: &router)
        var server = HTTPServerSettings(name: "scene-model", host: address.host, port: address.port)
        server.grace = .seconds(5)
        let http = try HTTPServer(router: router, settings: server, loops: group, logger: logger)
        // Unbuffered, for whoever waits for this line in a file or pipe.
        try FileHandle.standardOutput.write(
            contentsOf: Foundation.Data("scene-model listens on http://\(http.address)\n".utf8))
        let services: [any Service] = [LoopService { await trainer.run() }, http]
        try await ProcessServices(services, logger: logger, hasten: { http.hasten() }).run()
        await group.stop()
    }
}

extension ServeCommand {
    private func address() throws -> ListenAddress {
        let address: ListenAddress
        do {
            address = try ListenAddress(parsing: listen)
        } catch {
            throw ValidationError("--listen: \(error)")
        }
        guard address.isLoopback || insecure else {
            throw ValidationError(
                "--listen is \(address), which other machines can reach; add --insecure to allow it")
        }
        return address
    }

    /// The options as settings; the first wrong one is named.
    func settings() throws -> ServeSettings {
        guard (1...10_000).contains(slots) else { throw Self.wrong("slots", "\(slots)", "1 to 10000") }
        guard (0...100_000).contains(queue) else { throw Self.wrong("queue", "\(queue)", "0 to 100000") }
        guard (0...1).contains(spread) else { throw Self.wrong("spread", "\(spread)", "0 to 1") }
        guard (0...1).contains(lapses) else { throw Self.wrong("lapses", "\(lapses)", "0 to 1") }
        guard loops.map({ (1...64).contains($0) }) ?? true else { throw Self.wrong("loops", "", "1 to 64") }
        let range = LatencyRange(
            mean: try duration("latency", latency), spread: spread,
            perToken: try duration("per-token", perToken))
        return ServeSettings(
            model: model, weights: try weights(), slots: slots, queue: queue, latency: range,
            faults: FaultPlan(rates: try rates(), seed: seed), lapses: lapses)
    }

    private func weights() throws -> Weights {
        guard let merge else { return .untrained }
        do {
            return .untrained.moved(by: try SceneAdapter(readingFrom: merge).places ?? [:])
        } catch {
            throw ValidationError("--merge: \(error)")
        }
    }

    private func duration(_ name: String, _ text: String) throws -> Duration {
        guard let duration = DurationText.parse(text) else {
            throw Self.wrong(name, text, "a number and ms, s, m or h")
        }
        return duration
    }

    private func rates() throws -> [Fault: Double] {
        var rates: [Fault: Double] = [:]
        for text in fault {
            let parts = text.split(separator: "=")
            guard parts.count == 2, let kind = Fault(rawValue: String(parts[0])),
                let rate = Double(parts[1]), (0...1).contains(rate)
            else {
                let kinds = Fault.allCases.map(\.rawValue).joined(separator: ", ")
                throw Self.wrong("fault", text, "kind=rate, a rate 0 to 1 and a kind of \(kinds)")
            }
            rates[kind] = rate
        }
        guard rates.values.reduce(0, +) <= 1 else {
            throw Self.wrong("fault", fault.joined(separator: " "), "rates that sum to 1 at most")
        }
        return rates
    }

    private static func wrong(_ name: String, _ text: String, _ allowed: String) -> ValidationError {
        ValidationError("--\(name) is \"\(text)\"; it must be \(allowed)")
    }
}
