import Contracts
import Domain
package import PipelineSupport
import Postgres
import TestSupport

/// A job about drawn scenes, whose stages are as they are.
///
/// scene-model answers the same call in the same way, so the job must come to the pairs it has
/// come to in peace. A reply that was rubbish counts against its task, which then draws anew
/// (DECISIONS 11): samples this happened to are held against their stored verdicts instead.
package struct SceneJob: StruckJob {
    private let lines: [String]
    private let peaceful: Set<ComparedPair>

    /// `lines`: samples, as they are uploaded. `peaceful`: nothing to compare with yet where it is empty.
    package init(lines: [String], peaceful: Set<ComparedPair> = []) {
        self.lines = lines
        self.peaceful = peaceful
    }

    /// Draws scenes on a pipeline.
    package static func lines(_ count: Int, on pipeline: Pipeline) async throws -> [String] {
        try await pipeline.drawScenes(count).map(\.json)
    }

    /// Runs the job once without a fault; the job to compare with it.
    package func inPeace(on pipeline: Pipeline) async throws -> SceneJob {
        let job = try await pipeline.carryThrough(Self.specification, lines: lines, within: .seconds(300))
        return SceneJob(lines: lines, peaceful: try await pipeline.pairs(of: job))
    }

    package func run(on pipeline: Pipeline, within limit: Duration) async throws -> StruckJobOutcome {
        let job = try await pipeline.carryThrough(Self.specification, lines: lines, within: limit)
        return try await patiently("it is checked") { try await check(job, on: pipeline) }
    }

    private func check(_ job: JobID, on pipeline: Pipeline) async throws -> StruckJobOutcome {
        let found = try await pipeline.pairs(of: job)
        var outcome = StruckJobOutcome(pairs: found.count)
        let drawnAnew = try await pipeline.samplesWithAttempts(of: job)
        let kept = found.filter { !drawnAnew.contains($0.sample) }
        let wanted = peaceful.filter { !drawnAnew.contains($0.sample) }
        if kept != wanted {
            outcome.violations.append(
                "\(job) lacks \(wanted.subtracting(kept).count) of the \(wanted.count) pairs it has in peace, "
                    + "and has \(kept.subtracting(wanted).count) others")
        }
        let expected = try await pipeline.expectedPairs(of: job, Self.specification)
        if found != expected {
            outcome.violations.append("\(job) has not the pairs that its verdicts call for")
        }
        return outcome
    }

    private static let specification: JSONValue = [
        "preset": "ipa-round-1", "name": "scenes", "seed": 20_260_101,
        "sampling": ["normal": 2, "contrastive": 2], "revision": ["feedbacks": 1],
        "pairing": ["filters": ["length_balance": ["on": false]]],
    ]
}

extension Pipeline {
    /// Samples of a job some task of which failed and was tried again.
    fileprivate func samplesWithAttempts(of job: JobID) async throws -> Set<String> {
        let rows = try await database.pool.query(
            """
            select distinct s.name from pairmill.attempt_log a
            join pairmill.job j on j.job = pairmill.job_of(a.task_id)
            join pairmill.sample s on s.job = j.job and s.sample = pairmill.sample_of(a.task_id)
            where j.id = \(job.uuid) and a.outcome <> 'lost'
            """)
        return Set(try rows.map { try $0.decode(String.self, named: "name") })
    }
}
