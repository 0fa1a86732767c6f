import Domain
import Records

extension RoundDriver {
    /// The trainings of a round with the adapters they came to.
    func parts(ofRound round: Int, of job: Int32) async throws -> [TrainingCourse.Part] {
        let trained = try await trainings.list(of: job, round: round)
        let adapters = Dictionary(
            try await AdapterRecords(database).list(of: job).map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first })
        return trained.map { training in
            let adapter = training.adapter.flatMap { adapters[$0] }
            return TrainingCourse.Part(
                role: training.role, state: training.state, reason: training.reason, adapter: adapter?.state,
                adapterReason: adapter?.reason)
        }
    }
}
