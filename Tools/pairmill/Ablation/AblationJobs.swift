import Contracts
import Domain

/// Runs jobs of the ablation to their ends, without a word.
struct AblationJobs: Sendable {
    let client: OrchestratorClient

    /// Returns the job's status once it is done.
    ///
    /// A round goes on without an adapter that its gate refused, as a person would have it;
    /// a job that waits for more than that is cancelled.
    func run(_ specification: JSONValue, on samples: String) async throws -> JobStatus {
        let submission = JobSubmission(
            client: client, samples: samples, specification: specification, starts: true)
        let (job, summary) = try await submission.submit()
        guard summary.failed == 0 else {
            try await cancel(job)
            throw AblationError.samplesRefused(job, count: summary.failed)
        }
        return try await end(of: job)
    }

    /// An ablation that was stopped left a job behind, which would run beside ours.
    func cancelEarlier() async throws {
        var after = ""
        while true {
            let page = try await client.get(
                "/v1/jobs?limit=100\(after)", as: ListEnvelope<JobSummary>.self)
            for job in page.data where job.isUnfinishedAblation { try await cancel(job.id) }
            guard page.hasMore, let last = page.lastID else { return }
            after = "&after=\(last)"
        }
    }

    private func end(of job: JobID) async throws -> JobStatus {
        while true {
            let status: JobStatus = try await client.get("/v1/jobs/\(job)")
            switch status.state {
            case .done: return status
            case .cancelled: throw AblationError.notDone(job, status.state)
            case .created, .running, .paused: break
            }
            if let hindrance = Hindrance(status) { try await help(job, past: hindrance) }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    private func help(_ job: JobID, past hindrance: Hindrance) async throws {
        switch hindrance {
        case .inert(let round, let role):
            let choice: JSONValue = ["role": .string(role.rawValue), "skip": true]
            _ = try await client.post(
                "/v1/jobs/\(job)/rounds/\(round)/adapters", json: Array(choice.json.utf8),
                as: JobStatus.self)
        case .stuck(let reason):
            try await cancel(job)
            throw AblationError.stuck(job, reason: reason)
        }
    }

    private func cancel(_ job: JobID) async throws { try await client.post("/v1/jobs/\(job)/cancel") }
}

extension JobSummary {
    fileprivate var isUnfinishedAblation: Bool {
        name.hasPrefix(AblationSpecification.namePrefix) && ![.done, .cancelled].contains(state)
    }
}
