import Contracts
import Domain
import Postgres
import Records

/// Puts a job's report together: yields, lengths, verdicts, warnings (FORMATS.md §6).
struct ReportBuilding: Sendable {
    private let counts: JobCounts
    private let pairs: PairRecords
    private let rounds: RoundRecords

    init(_ database: PostgresPool) {
        counts = JobCounts(database)
        pairs = PairRecords(database)
        rounds = RoundRecords(database)
    }

    /// The report of a job, over pairs of these kinds and rounds.
    func report(
        of job: JobRecord, by specification: JobSpecification, kinds: [PairRow.Kind] = [.response],
        rounds wanted: [Int]? = nil
    ) async throws -> Report {
        var report = Report()
        let counted = try await counts.pairs(of: job.number).filter {
            wanted?.contains($0.round) ?? true
                && kinds.map(\.rawValue).contains($0.kind)
        }
        report.count(counted)
        report.samples = SampleCounts(
            all: job.samples, try await counts.finalOutcomes(of: job.number))
        let (drawn, distinct) = try await counts.responses(of: job.number)
        report.responses = ResponseCounts(drawn: drawn, distinct: distinct)
        report.count(try await counts.verdicts(of: job.number))
        report.policies = try await counts.policies(of: job.number)
        report.length = LengthReport(
            kept: try await pairs.lengths(of: job.number, beforeBalance: false),
            beforeBalance: try await pairs.lengths(of: job.number, beforeBalance: true))
        report.warnings = try await warnings(of: job, by: specification)
        return report
    }

    private func warnings(of job: JobRecord, by specification: JobSpecification) async throws -> [String] {
        var warnings: [String] = []
        for round in try await rounds.list(of: job.number) {
            if let note = round.note, !note.isEmpty { warnings.append(note) }
            guard round.state == .closed else { continue }
            let kept = try await pairs.lengths(of: job.number, round: round.number, beforeBalance: false)
            let rule = specification.pairing.filters.lengthBalance
            let length = LengthReport(kept: kept, beforeBalance: [:])
            if rule.on, length.meanGap > rule.meanGap * length.rejected.mean {
                let percent = Int((length.meanGap / max(length.rejected.mean, 1) * 100).rounded())
                warnings.append("length_balance not reached in round \(round.number): mean gap \(percent) %")
            }
        }
        return warnings
    }
}
