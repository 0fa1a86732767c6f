import Foundation

/// A process that may have 64 descriptors, and a hundred clients that take them all.
struct ExhaustionScene {
    private static let span: Duration = .seconds(5)

    /// Which bars were missed.
    func run() async throws -> [String] {
        let service = try HostileService(descriptors: 64, connections: 1_000)
        defer { service.process.stop() }
        guard BenchmarkSocket.get("/hello", from: service.port) != nil else {
            throw BenchmarkError.refused("the first request")
        }
        // The rest of them waits in the backlog, as far as it is not told to come again.
        let sockets = (0..<100).map { _ in BenchmarkSocket.connect(to: service.port) }
        try await Task.sleep(for: .seconds(1))
        let start = try service.process.processorTime()
        let unanswered = await probe(service)
        let share = (try service.process.processorTime() - start) / (Self.span / .seconds(1)) * 100
        let told = sockets.count { Self.isTold($0) }
        for socket in sockets where socket >= 0 { close(socket) }
        let recovery = await recover(service)
        print(
            "64 descriptors, 100 clients: \((share * 10).rounded() / 10) % of a core while exhausted,",
            "\(unanswered) probes unanswered, \(told) clients told 503, normal after \(recovery.shown)")
        var missed: [String] = []
        if share >= 5 { missed.append("\(share) % of a core while exhausted") }
        if unanswered > 0 { missed.append("\(unanswered) probes unanswered") }
        if told == 0 { missed.append("nobody was told 503") }
        if recovery >= .seconds(1) { missed.append("normal only after \(recovery.shown)") }
        return missed
    }

    /// Asks /livez and /metrics for some seconds; how often no answer came.
    private func probe(_ service: HostileService) async -> Int {
        let end = ContinuousClock.now + Self.span
        var unanswered = 0
        while ContinuousClock.now < end {
            for path in ["/livez", "/metrics"] {
                let reply = BenchmarkSocket.get(path, from: service.operationsPort) ?? ""
                if !reply.hasPrefix("HTTP/1.1 200 ") { unanswered += 1 }
            }
            try? await Task.sleep(for: .milliseconds(250))  // never cancelled
        }
        return unanswered
    }

    private static func isTold(_ socket: Int32) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 512)
        let count = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        return count > 0 && String(decoding: buffer[..<count], as: UTF8.self).hasPrefix("HTTP/1.1 503 ")
    }

    /// How long until a request is answered again.
    private func recover(_ service: HostileService) async -> Duration {
        let start = ContinuousClock.now
        while ContinuousClock.now - start < .seconds(10) {
            if BenchmarkSocket.get("/hello", from: service.port)?.hasPrefix("HTTP/1.1 200 ") == true { break }
        }
        return ContinuousClock.now - start
    }
}
