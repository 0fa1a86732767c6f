import Foundation
import Postgres
import TestSupport
import Testing

/// The hot statements find their rows by index and place, however many there are and
/// whatever the statistics say (QUEUE R50).
///
///     PAIRMILL_FAULT_ROWS=5000000 swift test --filter HotStatementTests
@Suite(.timeLimit(.minutes(60)), .enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct HotStatementTests {
    private static let rows =
        ProcessInfo.processInfo.environment["PAIRMILL_FAULT_ROWS"].flatMap { Int($0) } ?? 100_000

    @Test func `hot statements look at few rows and one partition, in tables that are empty or full`()
        async throws
    {
        try await TestMill.withCreatedJob { mill in
            let bench = try await PlanBench(mill)
            try await check(bench, "empty")
            try await bench.fill(Self.rows)
            try await check(bench, "\(Self.rows) rows, statistics of empty tables")
            try await bench.analyze()
            try await check(bench, "\(Self.rows) rows, fresh statistics")
            try await bench.fillResults(Self.rows / 10, round: 2)
            try await check(bench, bench.closing(round: 2), "statistics from before the round")
        }
    }

    private func check(_ bench: PlanBench, _ state: String) async throws {
        try await check(bench, bench.statements, state)
    }

    private func check(_ bench: PlanBench, _ statements: [HotStatement], _ state: String) async throws {
        for statement in statements {
            for (run, explained) in zip(["first", "later"], try await bench.explain(statement)) {
                for problem in problems(of: statement, explained, isFull: state != "empty") {
                    Issue.record("\(statement.name), \(state), a \(run) run: \(problem)")
                }
            }
        }
    }

    private func problems(
        of statement: HotStatement, _ explained: PlanBench.Explained, isFull: Bool
    ) -> [String] {
        let nodes = explained.plan.all
        let scans = nodes.filter { $0.isScan && $0.relation != "lease" }
        var problems = scans.filter { $0.touched > statement.rows }.map { "looks at much: \($0)" }
        // Leases are what the fleet does at a time; reading them all may well be cheapest.
        problems += nodes.filter { $0.relation == "lease" && $0.touched > 2 * PlanBench.leases }
            .map { "looks at leases again and again: \($0)" }
        if isFull {
            problems += scans.filter { $0.type == "Seq Scan" && isLarge($0.relation) }
                .map { "reads a whole table: \($0)" }
        }
        if explained.plan.pages > statement.pages { problems.append("\(explained.plan.pages) pages") }
        if let table = statement.deletesByPlace, isFull,
            !nodes.contains(where: { $0.type == "Tid Scan" && $0.relation == table })
        {
            problems.append("does not delete from \(table) by place")
        }
        if explained.lockedPartitions.count > statement.partitions {
            problems.append("locks \(explained.lockedPartitions.sorted().joined(separator: ", "))")
        }
        return problems
    }

    /// Tables that grow with the work, partitions of results included.
    private func isLarge(_ relation: String?) -> Bool {
        ["ready", "deferred", "dead", "round_sample", "response", "revision", "verdict"].contains { name in
            relation.map { $0 == name || $0.hasPrefix("\(name)_") } ?? false
        }
    }
}
