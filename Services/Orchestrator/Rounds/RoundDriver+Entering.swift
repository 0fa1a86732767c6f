import Domain
import Logging
import Records
import TaskQueue

extension RoundDriver {
    /// Moves a round to a state, and takes its samples in where it begins to be seeded.
    func enter(
        _ round: Int, _ state: RoundState, _ reason: String?, _ course: inout RoundCourse
    ) async throws -> Bool {
        let (job, from) = (course.job.number, course.state(ofRound: round))
        let note = reason ?? course.note(ofRound: round)
        let entered =
            if state == .seeding {
                try await rounds.begin(
                    round, of: job, in: from, from: course.specification.rounds[round - 1].from, note: note)
            } else {
                try await rounds.move(round, of: job, from: from, to: state, note: note)
            }
        guard entered else { return false }
        course.entered(state, round: round)
        try await events.add("round", RoundNews(round: round, state: state, note: note), to: job)
        logger.info(
            "a round moved on",
            metadata: [
                "job": "\(course.job.id)", "round": "\(round)", "state": "\(state.rawValue)",
                "note": "\(note ?? "")",
            ])
        return true
    }

    /// Opens a round that has no samples at once: the queue seeds only where generators are.
    func openIfEmpty(_ round: Int, of job: Int32) async throws -> Bool {
        guard try await rounds.isEmpty(round, of: job) else { return false }
        let seeded = try await Rounds(database).seed(RoundID(job: job, number: Int16(round)), samples: 1)
        return seeded?.opened ?? false
    }
}
