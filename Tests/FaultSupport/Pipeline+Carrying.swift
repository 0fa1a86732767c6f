import Contracts
import Domain
import PipelineSupport

extension Pipeline {
    /// Creates a job, takes its lines in, starts it and waits for its end, trying each again for a while.
    func carryThrough(
        _ specification: JSONValue, lines: [String], within limit: Duration
    ) async throws -> JobID {
        let job = try await beginJob(specification, lines: lines, within: limit)
        try await wait(for: job, toBe: "done", within: limit)
        return job
    }

    /// The same, but for its end.
    func beginJob(
        _ specification: JSONValue, lines: [String], within limit: Duration
    ) async throws -> JobID {
        let job = try await patiently("a job is created") { try await self.createJob(specification) }
        try await patiently("its samples are taken in", within: limit) {
            try await self.takeIn(lines, to: job)
        }
        try await patiently("it is started") { try await self.begin(job) }
        return job
    }

    /// Sends all lines; what an earlier try has brought in is a duplicate now.
    private func takeIn(_ lines: [String], to job: JobID) async throws {
        let reply = try await send(
            "POST", "/v1/jobs/\(job)/samples", body: Array(lines.joined(separator: "\n").utf8),
            type: "application/x-ndjson"
        ).succeeded()
        let summary = try reply.lines.last?["summary"]
        let known = (summary?["stored"]?.whole ?? 0) + (summary?["duplicates"]?.whole ?? 0)
        guard known == lines.count else {
            throw FaultError.missing("of \(lines.count) samples \(known) are known")
        }
    }

    private func begin(_ job: JobID) async throws {
        let reply = try await send("POST", "/v1/jobs/\(job)/start")
        // The answer to an earlier try may have been lost.
        let state = try await status(of: job)["state"]?.text
        guard reply.status < 300 || state == "running" || state == "done" else {
            throw PipelineError.refused(status: reply.status, body: reply.text)
        }
    }
}
