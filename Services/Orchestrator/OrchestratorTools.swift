import Blobs
import Blocking
import Domain
import HTTPServing
import Images
import Logging
import Postgres
import Records
import TaskQueue

/// What the Orchestrator's routes work with.
struct OrchestratorTools: Sendable {
    let database: PostgresPool
    let blobs: any BlobStore
    let blocking: BlockingPool
    let intake: SampleIntake
    /// How long a silent worker counts as alive.
    let ttl: Duration
    /// What a job that does not say does before a round that trains.
    var trainingMode = TrainingPlan.Mode.skip
    let logger: Logger

    var jobs: JobRecords { JobRecords(database) }
    var workers: WorkerRecords { WorkerRecords(database, ttl: ttl) }

    /// The job of a request's path; 404 if there is none.
    func job(of request: Request) async throws -> JobRecord {
        let text = request.parameter("job")
        guard let id = JobID(text), let job = try await jobs.find(id) else {
            throw Problem(404, code: "job_not_found", detail: "there is no job \(text.prefix(60))")
        }
        return job
    }
}
