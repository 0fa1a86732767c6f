package import Domain
import Foundation
package import Postgres

/// Reads texts with their whole story: for lineages, traces and shown pairs.
package struct TracedTexts: Sendable {
    private let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// The texts of generate and revise tasks, by task; one without a result is missing.
    package func read(_ tasks: some Collection<TaskID>) async throws -> [TaskID: TracedText] {
        guard !tasks.isEmpty else { return [:] }
        let ids = tasks.map(\.rawValue)
        let texts = try await texts(
            of: Self.statement { column, shift in
                "\(unescaped: column) = any (\(ids.map { $0 + shift }))"
            })
        return Dictionary(texts.map { ($0.task, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Every text of one sample in one round, by task.
    package func read(round: Int, of job: Int32, samples: ClosedRange<Int64>) async throws -> [TracedText] {
        try await texts(of: Self.statement(round: round, of: job, samples: samples))
    }

    static func statement(round: Int, of job: Int32, samples: ClosedRange<Int64>) -> SQL {
        let low = TaskID(job: job, round: round, sample: samples.lowerBound, slot: 0, step: .generate)
        let high = TaskID(
            job: job, round: round, sample: samples.upperBound, slot: 255, step: .verifyRevision(feedback: 15)
        )
        return statement { column, _ in
            "\(unescaped: column) between \(low.rawValue) and \(high.rawValue)"
        }
    }

    private func texts(of statement: SQL) async throws -> [TracedText] {
        let decoder = JSONDecoder()
        return try await database.query(statement).map { try TracedText($0, decoder) }
    }

    /// `place` bounds a column of task ids, so that one job's partitions are read (QUEUE R50).
    private static func statement(in place: (_ column: String, _ shift: Int64) -> SQL) -> SQL {
        let verdict = SQL.verdict(where: place("v.task_id", 1))
        let statement: SQL = """
            select r.task_id, r.body, r.finish_reason, r.perturbation, r.saw_reference, r.detail,
                null::text as feedback, null::text as feedback_finish, null::jsonb as feedback_detail,
                v.v, v.failed, v.votes, v.agreement, v.detail as verdict_detail
            from pairmill.response r
            left join \(verdict) on true
            where \(place("r.task_id", 0))
            union all
            select r.task_id, r.body, r.finish_reason, null, r.saw_reference, r.detail,
                r.feedback, r.feedback_finish, r.feedback_detail,
                v.v, v.failed, v.votes, v.agreement, v.detail
            from pairmill.revision r
            left join \(verdict) on true
            where \(place("r.task_id", 0))
            order by 1
            """
        return statement.plannedAnew()
    }
}

extension TracedText {
    fileprivate init(_ row: PostgresRow, _ decoder: JSONDecoder) throws {
        task = TaskID(rawValue: try row.decode(Int64.self, named: "task_id"))
        text = try row.decode(String.self, named: "body")
        finishReason = FinishReason(rawValue: try row.decode(String.self, named: "finish_reason"))
        perturbation = try row.decode(Perturbation?.self, fromJSON: "perturbation", decoder)
        sawReference = try row.decode(Bool.self, named: "saw_reference")
        detail = try row.decode(CallDetail.self, fromJSON: "detail", decoder)
        feedback = try row.decode(String?.self, named: "feedback").map { text in
            Feedback(
                text: text,
                finishReason: FinishReason(rawValue: try row.decode(String.self, named: "feedback_finish")),
                sawReference: try row.decode(Bool.self, named: "saw_reference"),
                detail: try row.decode(CallDetail.self, fromJSON: "feedback_detail", decoder))
        }
        verdict = try row.decode(Int16?.self, named: "v").map { v in
            TracedVerdict(
                passes: v == 1,
                failed: try row.decode([String].self, named: "failed").compactMap {
                    Verdict.Dimension(rawValue: $0)
                },
                votes: try row.decode([Vote].self, fromJSON: "votes", decoder),
                agreement: try row.decode(Double.self, named: "agreement"),
                detail: try row.decode(CallDetail.self, fromJSON: "verdict_detail", decoder))
        }
    }
}

extension PostgresRow {
    /// Reads a column of JSON that this program wrote.
    fileprivate func decode<Value: Decodable>(
        _: Value.Type, fromJSON name: String, _ decoder: JSONDecoder
    ) throws -> Value {
        let json = try decode(String?.self, named: name) ?? "null"
        do {
            return try decoder.decode(Value.self, from: Data(json.utf8))
        } catch {
            let task = try decode(Int64.self, named: "task_id")
            throw RecordsError.unreadable("\(name) of the text of task \(task): \(error)")
        }
    }
}
