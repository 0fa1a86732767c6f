import Digests
import Domain
package import Postgres

/// Reads what a round's samples came to, some samples at a time.
package struct VerifiedTexts: Sendable {
    private let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// The numbers of a round's samples from a given one on, in order.
    package func samples(
        in round: Int, of job: Int32, from first: Int64, limit: Int
    ) async throws -> [Int64] {
        try await database.query(
            """
            select sample from pairmill.round_sample
            where job = \(job) and round = \(Int16(round)) and sample >= \(first)
            order by sample limit \(Int64(limit))::bigint
            """
        ).map { try $0.decode(Int64.self, named: "sample") }
    }

    /// Every verified text of a range of samples, by sample and task.
    package func texts(
        in round: Int, of job: Int32, samples: ClosedRange<Int64>
    ) async throws -> [VerifiedText] {
        try await database.query(Self.statement(in: round, of: job, samples: samples))
            .map { try VerifiedText($0) }
    }

    /// Looks each text's verdict up by its place, whatever the planner believes of the tables
    /// (`SQL.verdict`), and is planned for the partitions it reads.
    static func statement(in round: Int, of job: Int32, samples: ClosedRange<Int64>) -> SQL {
        let low = TaskID(job: job, round: round, sample: samples.lowerBound, slot: 0, step: .generate)
            .rawValue
        let high = TaskID(
            job: job, round: round, sample: samples.upperBound, slot: 255, step: .verifyRevision(feedback: 15)
        ).rawValue
        let verdict = SQL.verdict(where: "v.task_id between \(low) and \(high)")
        let statement: SQL = """
            select r.task_id, r.body, r.finish_reason, v.v, null::text as feedback,
                null::text as feedback_finish, r.saw_reference, r.detail ->> 'prompt_hash' as prompt_hash
            from pairmill.response r cross join \(verdict)
            where r.task_id between \(low) and \(high)
            union all
            select r.task_id, r.body, r.finish_reason, v.v, r.feedback, r.feedback_finish, r.saw_reference,
                r.feedback_detail ->> 'prompt_hash'
            from pairmill.revision r cross join \(verdict)
            where r.task_id between \(low) and \(high)
            order by 1
            """
        return statement.plannedAnew()
    }

    /// Live and dead tasks of a range of samples, by sample; samples without any are missing.
    package func unfinished(
        in round: Int, of job: Int32, samples: ClosedRange<Int64>
    ) async throws -> [Int64: (live: Int, dead: Int)] {
        let low = TaskID(job: job, round: round, sample: samples.lowerBound, slot: 0, step: .generate)
        let high = TaskID(
            job: job, round: round, sample: samples.upperBound, slot: 255, step: .verifyRevision(feedback: 15)
        )
        // By range of ids: the dead of all jobs would be read for each chunk of a closing round.
        let rows = try await database.query(
            """
            select pairmill.sample_of(task_id) as sample,
                count(*) filter (where place <> 'dead') as live, count(*) filter (where place = 'dead') as dead
            from pairmill.queue_place
            where job = \(job) and task_id between \(low.rawValue) and \(high.rawValue)
            group by 1
            """)
        var unfinished: [Int64: (live: Int, dead: Int)] = [:]
        for row in rows {
            unfinished[try row.decode(Int64.self, named: "sample")] = (
                Int(try row.decode(Int64.self, named: "live")), Int(try row.decode(Int64.self, named: "dead"))
            )
        }
        return unfinished
    }
}

extension VerifiedText {
    init(_ row: PostgresRow) throws(PostgresError) {
        task = TaskID(rawValue: try row.decode(Int64.self, named: "task_id"))
        text = try row.decode(String.self, named: "body")
        finishReason = FinishReason(rawValue: try row.decode(String.self, named: "finish_reason"))
        passes = try row.decode(Int16.self, named: "v") == 1
        feedback = try row.decode(String?.self, named: "feedback")
        feedbackFinish = try row.decode(String?.self, named: "feedback_finish").map(FinishReason.init)
        sawReference = try row.decode(Bool.self, named: "saw_reference")
        promptHash = try row.decode(String?.self, named: "prompt_hash") ?? ""
    }
}
