import Foundation

/// Thousands of slow clients beside a few ordinary ones.
struct SlowCrowdScene {
    let heads: Int
    let readers: Int
    let span: Duration
    private static let ordinary = 4
    /// A reader is found out at the end of the first whole span of 30 s in which it was too slow.
    private static let patience: Duration = .seconds(65)

    /// Which bars were missed.
    func run() async throws -> [String] {
        let service = try HostileService(descriptors: 20_000, connections: 10_000)
        defer { service.process.stop() }
        var traffic = try OrdinaryTraffic(to: service.port, connections: Self.ordinary)
        defer { traffic.close() }
        _ = try traffic.latencies(for: .seconds(2))
        var calm = try traffic.latencies(for: span)
        let crowd = try HostileProcess(["http-hostile-crowd", "\(service.port)", "\(heads)", "\(readers)"])
        defer { crowd.stop() }
        try await wait(for: .seconds(60), "the crowd is there") {
            try service.openConnections() >= (heads + readers) * 95 / 100
        }
        let disturbed = try traffic.latencies(for: span)
        let unanswered = Self.unansweredProbes(service)
        let open = try service.openConnections()
        try crowd.finishInput()
        let gone = try await wait(for: Self.patience, "the crowd is gone") {
            // Ordinary ones are asked, or they would go as idle ones.
            _ = try traffic.latencies(for: .milliseconds(1))
            return try service.openConnections() <= Self.ordinary
        }
        calm += try traffic.latencies(for: span)
        return report(calm, disturbed, open: open, gone: gone, unanswered: unanswered)
    }

    /// Of twenty probes on either port, each on a connection of its own.
    private static func unansweredProbes(_ service: HostileService) -> Int {
        var missing = 0
        for _ in 0..<20 {
            for port in [service.port, service.operationsPort] {
                for path in ["/livez", "/metrics"] {
                    let reply = BenchmarkSocket.get(path, from: port)
                    if reply?.hasPrefix("HTTP/1.1 200 ") != true { missing += 1 }
                }
            }
        }
        return missing
    }

    private func report(
        _ calm: [Double], _ disturbed: [Double], open: Int, gone: Duration, unanswered: Int
    ) -> [String] {
        let (before, during) = (calm.quantile(0.99), disturbed.quantile(0.99))
        print(
            "\(heads) slow heads and \(readers) slow readers, \(open) connections open:",
            "p50 \(Self.shown(disturbed.median)) (undisturbed \(Self.shown(calm.median))),",
            "p99 \(Self.shown(during)) (undisturbed \(Self.shown(before))), \(Self.shown(during / before, "×"));",
            "\(unanswered) of 80 probes unanswered;",
            "all gone \((gone / .seconds(1)).rounded()) s after the last came")
        var missed: [String] = []
        if during >= 2 * before {
            missed.append("p99 of ordinary traffic is \(Self.shown(during / before, "×"))")
        }
        if unanswered > 0 { missed.append("\(unanswered) probes unanswered") }
        return missed
    }

    private static func shown(_ value: Double, _ unit: String = "ms") -> String {
        "\((value * 100).rounded() / 100) \(unit)"
    }

    /// Looks ten times a second; how long it took.
    @discardableResult
    private func wait(
        for limit: Duration, _ what: String, _ condition: () throws -> Bool
    ) async throws -> Duration {
        let start = ContinuousClock.now
        while try !condition() {
            if ContinuousClock.now - start > limit {
                throw BenchmarkError.belowBar("not within \(limit): \(what)")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        return ContinuousClock.now - start
    }
}
