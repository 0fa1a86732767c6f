import Contracts
import Domain
import Foundation

/// A new job: its specification, its samples, its start.
struct JobSubmission {
    let client: OrchestratorClient
    let samples: String
    let specification: JSONValue
    let starts: Bool

    /// Creates the job, uploads the samples and starts it.
    func submit() async throws -> (job: JobID, samples: IntakeSummary) {
        // Opened first: a missing file must leave no job behind.
        let batches = try SampleBatches(samples, changing: change)
        let job = try await client.post("/v1/jobs", json: Array(specification.json.utf8), as: JobReply.self)
            .id
        let summary = try await upload(batches, to: job)
        if starts { try await client.post("/v1/jobs/\(job)/start") }
        return (job, summary)
    }

    /// Only an Orchestrator on this machine sees our files.
    private var change: ([UInt8]) -> [UInt8] {
        guard let host = URL(string: client.address)?.host,
            ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
        else { return { $0 } }
        let folder = URL(filePath: samples).standardizedFileURL.deletingLastPathComponent().path
        return SamplePaths(folder: folder).resolved
    }

    private func upload(_ batches: SampleBatches, to job: JobID) async throws -> IntakeSummary {
        var (batches, total) = (batches, IntakeSummary())
        while let batch = try batches.next() {
            try await client.upload(
                batch.bytes, to: "/v1/jobs/\(job)/samples", as: IntakeLine.self
            ) { line in
                if case .summary(let part) = line { total.add(part) }
                IntakeView(line: line, numbers: batch.numbers).text.map(Terminal.note)
            }
        }
        return total
    }
}

extension IntakeSummary {
    fileprivate mutating func add(_ part: IntakeSummary) {
        lines += part.lines
        stored += part.stored
        duplicates += part.duplicates
        failed += part.failed
        turnsLeftOut += part.turnsLeftOut
    }
}
