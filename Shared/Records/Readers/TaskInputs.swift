import Digests
package import Domain
package import Postgres

/// Reads the inputs of claimed tasks, one statement a claim.
package struct TaskInputs: Sendable {
    private let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// The inputs of tasks of one stage, by task; a task whose sample or text is gone is missing.
    package func read(_ tasks: [TaskID]) async throws -> [TaskID: TaskInput] {
        var inputs: [TaskID: TaskInput] = [:]
        guard let stage = tasks.first?.stage else { return inputs }
        let ids = tasks.map(\.rawValue)
        for row in try await database.query(Self.statement(of: stage, ids).plannedAnew()) {
            let task = TaskID(rawValue: try row.decode(Int64.self, named: "task_id"))
            inputs[task] = TaskInput(
                task: task, image: try row.decode(SHA256Digest.self, named: "image"),
                instruction: Instruction(rawValue: try row.decode(String.self, named: "instruction")),
                reference: Reference(rawValue: try row.decode(String.self, named: "reference")),
                text: try row.decode(String?.self, named: "body"))
        }
        return inputs
    }

    /// `= any (ids)` on the partitioned tables lets the plan touch one partition (QUEUE R50).
    private static func statement(of stage: Stage, _ ids: [Int64]) -> SQL {
        switch stage {
        case .generate:
            """
            select t.task_id, s.image, s.instruction, s.reference, null::text as body \(samples(of: ids))
            """
        case .revise:
            """
            select t.task_id, s.image, s.instruction, s.reference, r.body \(samples(of: ids))
            join pairmill.response r
                on r.task_id = any (\(ids.map { $0 & ~31 })) and r.task_id = (t.task_id & ~31::bigint)
            """
        case .verify:
            """
            select t.task_id, s.image, s.instruction, s.reference, coalesce(r.body, v.body) as body
            \(samples(of: ids))
            left join pairmill.response r
                on r.task_id = any (\(ids.map { $0 - 1 })) and r.task_id = t.task_id - 1
            left join pairmill.revision v
                on v.task_id = any (\(ids.map { $0 - 1 })) and v.task_id = t.task_id - 1
            where coalesce(r.body, v.body) is not null
            """
        }
    }

    private static func samples(of ids: [Int64]) -> SQL {
        """
        from unnest(\(ids)) as t(task_id)
        join pairmill.sample s
            on s.job = pairmill.job_of(t.task_id) and s.sample = pairmill.sample_of(t.task_id)
        """
    }
}
