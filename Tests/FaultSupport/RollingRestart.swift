import Foundation
import PipelineSupport
import TestSupport

/// Every process of a cluster is stopped and started in turn, over and over, while it works.
package struct RollingRestart: Sendable {
    /// What it cost.
    package struct Effects: Sendable {
        package var violations: [String]
        /// Results a second in the spans in which nothing was done, and in those in which processes were replaced.
        package var clean: Double
        package var during: Double
        /// Processes that were replaced meanwhile.
        package var replaced: Int
        package var attempts: Int64
        package var lost: Int64

        package var ratio: Double { during / clean }
    }

    private let cluster: FaultCluster
    private let books: Books

    package init(_ cluster: FaultCluster) {
        self.cluster = cluster
        books = Books(cluster.server.database.pool)
    }

    /// Replaces processes in every second span, one after the other, each half a second after the one before was
    /// ready, and from the start again when all were. Stages take turns at being busy and a disk has its moods,
    /// so that spans of both kinds alternate.
    package func run(
        _ job: StubJob, spans: Int, of span: Duration, pause: Duration = .milliseconds(500)
    ) async throws -> Effects {
        async let outcome = job.run(on: cluster.pipeline, within: .seconds(900))
        try await cluster.pipeline.until("work goes on", within: .seconds(60)) {
            try await books.results() > 1_000
        }
        var (clean, during, replaced) = (Pace(), Pace(), 0)
        for _ in 0..<spans {
            try await measure(&clean) { try await Task.sleep(for: span) }
            try await measure(&during) {
                replaced += try await replace(from: replaced, for: span, pause: pause)
            }
        }
        try await measure(&clean) { try await Task.sleep(for: span) }
        return Effects(
            violations: try await outcome.violations, clean: clean.rate, during: during.rate,
            replaced: replaced, attempts: try await books.attempts(), lost: try await books.lost())
    }

    /// Goes on where the last span ended; says how many.
    private func replace(from start: Int, for span: Duration, pause: Duration) async throws -> Int {
        let end = ContinuousClock.now + span
        var seats: [Int] = []
        for program in ["orchestrator"] + Pipeline.stages {
            seats += await cluster.processes(of: program).map(\.seat)
        }
        var count = 0
        repeat {
            let seat = seats[(start + count) % seats.count]
            try await cluster.replace(seat, gently: true)
            try await cluster.waitUntilReady(seat)
            count += 1
            try await Task.sleep(for: pause)
        } while ContinuousClock.now < end
        return count
    }

    /// How much was done in how long.
    private struct Pace {
        var results = 0.0
        var time = Duration.zero

        var rate: Double { results / (time / .seconds(1)) }
    }

    private func measure(_ pace: inout Pace, _ body: () async throws -> Void) async throws {
        let (before, start) = (try await books.results(), ContinuousClock.now)
        try await body()
        pace.results += Double(try await books.results() - before)
        pace.time += ContinuousClock.now - start
    }
}
