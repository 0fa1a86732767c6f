import Contracts
import Domain

/// Follows a job to its end and shows how it goes.
struct JobWatch {
    let client: OrchestratorClient
    let job: JobID

    /// For how long an Orchestrator may be away, as when it is restarted.
    static let patience = Duration.seconds(60)

    /// Returns the last status, once the job is done or cancelled.
    func follow() async throws -> JobStatus {
        var printer = ProgressPrinter(isInteractive: Terminal.isInteractive, columns: Terminal.columns)
        let start = ContinuousClock.now
        while true {
            let status = try await status()
            let elapsed = ContinuousClock.now - start
            let isOver = [.done, .cancelled].contains(status.state)
            let view = ProgressView(status: status)
            try Terminal.draw(printer.text(view.lines, at: elapsed, isLast: isOver))
            if isOver { return status }
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    private func status() async throws -> JobStatus {
        let end = ContinuousClock.now + Self.patience
        while true {
            do throws(APIError) { return try await client.get("/v1/jobs/\(job)") } catch {
                guard case .notReached = error, ContinuousClock.now < end else { throw error }
            }
            try await Task.sleep(for: .seconds(1))
        }
    }
}
