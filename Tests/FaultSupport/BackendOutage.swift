import Domain
import Foundation
import PipelineSupport
import TestSupport

/// The backend goes away in the middle of a job and comes back.
package struct BackendOutage: Sendable {
    /// What it did to the cluster.
    package struct Effects: Sendable {
        package var violations: [String]
        /// Attempts counted against tasks.
        package var attempts: Int64
        /// Tasks the stages claimed meanwhile, all together.
        package var claimsPerSecond: Double
        /// From the backend's return to the first new result.
        package var recovery: Duration
    }

    private let cluster: FaultCluster
    private let books: Books

    package init(_ cluster: FaultCluster) {
        self.cluster = cluster
        books = Books(cluster.server.database.pool)
    }

    /// Takes the backend away once the job has begun, for so long.
    package func run(_ job: SceneJob, lasting: Duration) async throws -> Effects {
        let before = try await books.results()
        async let outcome = job.run(on: cluster.pipeline, within: lasting + .seconds(180))
        try await cluster.pipeline.until("work goes on", within: .seconds(30)) {
            try await books.results() > before + 20
        }
        await cluster.stopBackend()
        // What was in flight has failed by then.
        try await Task.sleep(for: .seconds(2))
        let (claims, start) = (try await claims(), ContinuousClock.now)
        try await Task.sleep(for: lasting)
        let rate = (try await self.claims() - claims) / ((ContinuousClock.now - start) / .seconds(1))
        let recovery = try await self.recovery()
        return Effects(
            violations: try await outcome.violations, attempts: try await books.attempts(),
            claimsPerSecond: rate, recovery: recovery)
    }

    private func recovery() async throws -> Duration {
        let stored = try await books.results()
        try await cluster.startBackend()
        try await cluster.pipeline.until("the backend is back", within: .seconds(30)) {
            try await self.cluster.backendAnswers()
        }
        let back = ContinuousClock.now
        try await cluster.pipeline.until("work goes on", within: .seconds(60)) {
            try await self.books.results() > stored
        }
        return ContinuousClock.now - back
    }

    private func claims() async throws -> Double {
        var sum = 0.0
        for program in Pipeline.stages {
            sum += try await cluster.sum(of: "pairmill_tasks_claimed_total", over: program)
        }
        return sum
    }
}
