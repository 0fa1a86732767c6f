import Foundation
import PipelineSupport
import TestSupport

/// Every process of a cluster is stopped and started in turn while it works.
package struct RollingRestart: Sendable {
    /// What it cost.
    package struct Effects: Sendable {
        package var violations: [String]
        /// Results a second before, and while processes were replaced.
        package var clean: Double
        package var during: Double
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

    /// Replaces all processes once, during a job large enough to last as long.
    package func run(_ job: StubJob, measuring window: Duration) async throws -> Effects {
        async let outcome = job.run(on: cluster.pipeline, within: .seconds(900))
        try await cluster.pipeline.until("work goes on", within: .seconds(60)) {
            try await books.results() > 1_000
        }
        let clean = try await rate { try await Task.sleep(for: window) }
        let during = try await rate { try await replaceAll() }
        return Effects(
            violations: try await outcome.violations, clean: clean, during: during,
            attempts: try await books.attempts(), lost: try await books.lost())
    }

    private func replaceAll() async throws {
        for program in ["orchestrator"] + Pipeline.stages {
            for (seat, _) in await cluster.processes(of: program) {
                try await cluster.replace(seat, gently: true)
                try await cluster.waitUntilReady(seat)
            }
        }
    }

    private func rate(_ body: () async throws -> Void) async throws -> Double {
        let (before, start) = (try await books.results(), ContinuousClock.now)
        try await body()
        let results = try await books.results() - before
        return Double(results) / ((ContinuousClock.now - start) / .seconds(1))
    }
}
