import CoreMetrics
import Postgres

/// What a transaction left open costs the queue: throughput and claims with one and without.
///
/// It keeps the server from removing any dead row, and each task leaves two (QUEUE R9).
/// Both kinds of run take turns, and each pinned one is compared with the clean ones before and behind it: a
/// machine that becomes faster or slower meanwhile meets both.
struct PinnedBenchmark {
    private struct Figure {
        let perSecond: Double
        /// 99 of 100 claims took less, in milliseconds.
        let claim: Double
        /// Of the ready table, at the end.
        let deadRows: Int64
    }

    private let duration = Duration.seconds(25)
    private let turns = 3
    private let batch = 64
    private let ready = 200_000
    private let times = ClaimTimes()

    func run() async throws {
        MetricsSystem.bootstrap(times)
        try await BenchmarkQueue.run { queue in
            print(
                "claim + complete, 1 KB result, \(queue.workers) workers, batch \(batch), \(duration) each,",
                "synchronous commits:")
            var (clean, pinned) = ([try await measure("clean", queue)], [Figure]())
            for _ in 0..<turns {
                pinned.append(try await measurePinned(queue))
                clean.append(try await measure("clean", queue))
            }
            try report(clean, pinned)
        }
    }

    /// Beside a transaction that was open before the first claim and still is after the last.
    private func measurePinned(_ queue: BenchmarkQueue) async throws -> Figure {
        let pin = try await queue.connect()
        // Ours would be ended after 10 s (QUEUE R49), a stranger's is not.
        try await pin.query("set idle_in_transaction_session_timeout = 0")
        let figure = try await measure("pinned", queue) {
            try await pin.query("begin isolation level repeatable read")
            try await pin.query("select 1")
        }
        try await pin.query("commit")
        await pin.close()
        return figure
    }

    private func measure(
        _ name: String, _ queue: BenchmarkQueue, after prepare: () async throws -> Void = {}
    ) async throws -> Figure {
        try await queue.fill(ready)
        // Or one run would pay for what another wrote.
        try await queue.connection.query("checkpoint")
        try await prepare()
        _ = times.take()
        let rate = try await withThrowingTaskGroup { group in
            group.addTask { try await queue.keepFull(ready) }
            defer { group.cancelAll() }
            return try await queue.work(batch: batch, for: duration)
        }
        let figure = Figure(
            perSecond: rate, claim: times.take().quantile(0.99), deadRows: try await deadRows(queue))
        print("  \(name): \(text(figure)), \(figure.deadRows) dead rows in ready")
        return figure
    }

    private func deadRows(_ queue: BenchmarkQueue) async throws -> Int64 {
        let row = try await queue.connection.query(
            "select n_dead_tup from pg_stat_user_tables where relname = 'ready'")[0]
        return try row.decode(Int64.self, named: "n_dead_tup")
    }

    /// Throws where the throughput is below the bar.
    private func report(_ clean: [Figure], _ pinned: [Figure]) throws {
        let share = Int((Self.median(of: \.perSecond, pinned, beside: clean) * 100).rounded())
        let claims = rounded(Self.median(of: \.claim, pinned, beside: clean))
        print("throughput: \(share) % of clean, a median of \(turns); the bar is 80 % (QUEUE §13.5)")
        print("claim p99: \(claims) × clean; the bar is 3 ×")
        guard share >= 80 else { throw BenchmarkError.belowBar("\(share) % of the clean throughput") }
        guard claims <= 3 else { throw BenchmarkError.belowBar("claim p99 is \(claims) × clean") }
    }

    /// The median of each pinned run's share of the mean of its two neighbours.
    private static func median(
        of value: (Figure) -> Double, _ pinned: [Figure], beside clean: [Figure]
    ) -> Double {
        pinned.indices.map { value(pinned[$0]) * 2 / (value(clean[$0]) + value(clean[$0 + 1])) }.median
    }

    private func text(_ figure: Figure) -> String {
        "\(Int(figure.perSecond.rounded())) tasks/s, claim p99 \(rounded(figure.claim)) ms"
    }

    private func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
