import Domain
import Postgres

extension QueueLink {
    /// Counts what waits for the stages after ours.
    func observe(_ demand: inout Demand, jobs: [Int32]) async throws {
        let capacities = try await capacities()
        let pairs = demand.downstream.flatMap { stage in jobs.map { (stage: stage, job: $0) } }
        let start = ContinuousClock.now
        let marks = pairs.map { demand.mark($0.stage, $0.job, at: start) }
        let depths = try await depths(
            of: pairs, marks: marks, limit: demand.limit(capacities))
        demand.observe(depths, capacities: capacities, taking: .now - start, at: .now)
    }

    private func capacities() async throws -> [Stage: Int] {
        let rows = try await connection.query(QueueSQL.capacities(ttl: settings.ttl))
        return try rows.reduce(into: [:]) { sums, row in
            guard let stage = Stage(rawValue: try row.decode(Int16.self, named: "stage")) else { return }
            sums[stage] = Int(try row.decode(Int64.self, named: "capacity"))
        }
    }

    private func depths(
        of pairs: [(stage: Stage, job: Int32)], marks: [Int64], limit: Int
    ) async throws -> [Demand.Depth] {
        let sql = QueueSQL.depth(
            stages: pairs.map(\.stage), jobs: pairs.map(\.job), marks: marks, limit: limit)
        return try await connection.queryByIndex(sql).compactMap { row in
            guard let stage = Stage(rawValue: try row.decode(Int16.self, named: "stage")) else { return nil }
            return Demand.Depth(
                stage: stage, job: try row.decode(Int32.self, named: "job"),
                count: Int(try row.decode(Int64.self, named: "depth")),
                lowest: try row.decode(Int64?.self, named: "lowest"))
        }
    }
}
