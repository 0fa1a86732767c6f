import Foundation
import PipelineSupport
import TestSupport

/// Every process of a cluster is stopped and started in turn, over and over, while it works.
package struct RollingRestart: Sendable {
    /// What it cost.
    package struct Effects: Sendable {
        package var violations: [String]
        /// Results a second before and after, and while processes were replaced.
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

    /// Replaces all processes again and again for a window, between two in which nothing is done to
    /// them: stages take turns at being busy, so that one alone says little.
    package func run(_ job: StubJob, measuring window: Duration) async throws -> Effects {
        async let outcome = job.run(on: cluster.pipeline, within: .seconds(900))
        try await cluster.pipeline.until("work goes on", within: .seconds(60)) {
            try await books.results() > 1_000
        }
        let before = try await rate { try await Task.sleep(for: window) }
        var replaced = 0
        let during = try await rate { replaced = try await replaceAll(for: window) }
        let after = try await rate { try await Task.sleep(for: window) }
        return Effects(
            violations: try await outcome.violations, clean: (before + after) / 2, during: during,
            replaced: replaced,
            attempts: try await books.attempts(), lost: try await books.lost())
    }

    /// Each in turn, and from the start again until the time is over; says how many.
    private func replaceAll(for window: Duration) async throws -> Int {
        let end = ContinuousClock.now + window
        var count = 0
        repeat {
            for program in ["orchestrator"] + Pipeline.stages {
                for (seat, _) in await cluster.processes(of: program) {
                    try await cluster.replace(seat, gently: true)
                    try await cluster.waitUntilReady(seat)
                    count += 1
                }
            }
        } while ContinuousClock.now < end
        return count
    }

    private func rate(_ body: () async throws -> Void) async throws -> Double {
        let (before, start) = (try await books.results(), ContinuousClock.now)
        try await body()
        let results = try await books.results() - before
        return Double(results) / ((ContinuousClock.now - start) / .seconds(1))
    }
}
