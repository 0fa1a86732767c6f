import Contracts
import Domain
import Records

/// The file of pairs that one training learns from. Constant memory: lines go through a spool.
struct TrainingFile: Sendable {
    let lines: TrainingLines

    /// Spools the lines of one training; returns how many they are.
    func write(
        _ training: TrainingRecord, by specification: JobSpecification, into spool: inout SpoolFile
    ) async throws -> Int64 {
        var query = ExportQuery()
        query.rounds = specification.training.rounds(before: training.round)
        let kind: PairRow.Kind = training.role == .generator ? .response : .feedback
        var count: Int64 = 0
        try await lines.forEach(kind, of: training.job, by: specification, query) { line in
            try await spool.add(line)
            count += 1
        }
        try await spool.flush()
        return count
    }
}

extension TrainingPlan {
    /// The rounds whose pairs a training before `round` sees.
    func rounds(before round: Int) -> [Int] {
        pairs == .previous ? [round - 1] : Array(1..<max(round, 1))
    }
}
