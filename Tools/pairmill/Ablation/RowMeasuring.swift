import Contracts
import Domain

/// Measures rows of the ablation: runs their jobs and reads what came of them.
struct RowMeasuring: Sendable {
    let client: OrchestratorClient
    let changes: [String]

    private var jobs: AblationJobs { AblationJobs(client: client) }

    /// Makes pairs by the row's preset, trains a generator on all of them and asks it about
    /// the held-out samples.
    func measure(_ step: AblationStep, on scenes: AblationScenes) async throws -> RowMeasurement {
        let specification = AblationSpecification(seed: step.seed, changes: changes)
        guard let preset = step.row.preset else {
            return RowMeasurement(
                figures: [.heldOutPassRate: try await passRate(specification, of: nil, on: scenes)])
        }
        let status = try await jobs.run(specification.training(on: preset), on: scenes.samples)
        guard let generator = status.finalGenerator else {
            throw AblationError.notTrained(status.id, warnings: status.warnings)
        }
        var figures = status.ownFigures(of: preset)
        figures[.heldOutPassRate] = try await passRate(specification, of: generator, on: scenes)
        figures.merge(try await traces(of: status.id, preset)) { _, new in new }
        figures.merge(try await pairs(of: status.id)) { _, new in new }
        return RowMeasurement(figures: figures, leftOut: status.leftOut(of: preset))
    }

    /// The job has no round but the evaluation, so its report's verdicts are the evaluation's.
    private func passRate(
        _ specification: AblationSpecification, of generator: String?, on scenes: AblationScenes
    ) async throws -> Double {
        let status = try await jobs.run(specification.evaluation(of: generator), on: scenes.heldOut)
        let report: Report = try await client.get("/v1/jobs/\(status.id)/report")
        let (passed, failed) = (report.verdicts.passed, report.verdicts.failed)
        guard passed + failed > 0 else { throw AblationError.noVerdicts(status.id) }
        return Double(passed) / Double(passed + failed)
    }

    /// The report counts the final round's verdicts too; the traces can leave it out.
    private func traces(of job: JobID, _ preset: Preset) async throws -> AblationFigures {
        let rounds = preset.ownRounds.map(String.init).joined(separator: ",")
        var tally = TraceTally()
        try await client.lines(
            "/v1/jobs/\(job)/export?format=ndjson&kind=responses&rounds=\(rounds)", as: SampleTrace.self
        ) { tally.add($0) }
        return tally.figures
    }

    /// The final round makes no pair, so all pairs are the preset's.
    private func pairs(of job: JobID) async throws -> AblationFigures {
        var tally = PairTally()
        try await client.lines("/v1/jobs/\(job)/pairs?kind=response", as: PairRow.self) { tally.add($0) }
        return tally.figures
    }
}
