package import Contracts
package import Domain
import Postgres
import Records
import TestSupport

extension Pipeline {
    /// The pairs the stored verdicts call for, computed without the Orchestrator's code.
    package func expectedPairs(
        of job: JobID, _ json: JSONValue = Pipeline.specification
    ) async throws -> Set<ComparedPair> {
        let specification = try JobSpecification(reading: json, seed: Seed(rawValue: 0))
        let selection = PairSelection(
            specification.pairing, seeds: SeedDerivation(job: specification.seed))
        var candidates: [String: [PairCandidate]] = [:]
        for row in try await verified(job) {
            let sample = try row.decode(String.self, named: "name")
            candidates[sample, default: []].append(try PairCandidate(row, specification.sampling))
        }
        return Set(
            candidates.flatMap { sample, texts in
                selection.pairs(among: texts.shuffled()).map { ComparedPair(sample: sample, $0) }
            })
    }

    private func verified(_ job: JobID) async throws -> [PostgresRow] {
        try await database.pool.query(
            """
            select s.name, t.task_id, t.body, t.finish_reason, v.v
            from (select task_id, body, finish_reason from pairmill.response
                union all select task_id, body, finish_reason from pairmill.revision) t
            join pairmill.verdict v on v.task_id = t.task_id + 1
            join pairmill.job j on j.job = t.task_id >> 45
            join pairmill.sample s on s.job = j.job and s.sample = (t.task_id >> 13 & 268435455)
            where j.id = \(job.uuid)
            """
        ).map { $0 }
    }
}

extension PairCandidate {
    fileprivate init(_ row: PostgresRow, _ sampling: SamplingPlan) throws {
        let task = TaskID(rawValue: try row.decode(Int64.self, named: "task_id"))
        let isResponse = task.step == .generate
        self.init(
            task: task, source: isResponse ? ResponseSource(sampling.kind(ofSlot: task.slot)) : .revised,
            text: try row.decode(String.self, named: "body"),
            finishReason: FinishReason(rawValue: try row.decode(String.self, named: "finish_reason")),
            passes: try row.decode(Int16.self, named: "v") == 1)
    }
}
