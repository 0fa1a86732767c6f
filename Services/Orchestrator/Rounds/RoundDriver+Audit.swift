import Logging
import Records

extension RoundDriver {
    /// Says loudly if a round that was closed has lost or doubled tasks (QUEUE R2).
    ///
    /// There is nothing left to stop: a person must look.
    func auditBooks(ofRound round: Int, _ job: JobRecord) async {
        do {
            let held = try await QueueRecords(database).conservation(of: job.number, round: round)
            guard held.leak != 0 || held.doubled != 0 else { return }
            logger.error(
                "a closed round has lost or doubled tasks",
                metadata: [
                    "job": "\(job.id)", "round": "\(round)", "leak": "\(held.leak)",
                    "doubled": "\(held.doubled)",
                ])
        } catch {
            logger.warning(
                "a closed round was not audited",
                metadata: ["job": "\(job.id)", "round": "\(round)", "error": "\(error)"])
        }
    }
}
