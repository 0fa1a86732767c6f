import Domain
import Postgres
import Records
import TaskQueue
import Testing

extension TestMill {
    /// Leases what is ready: all, or the tasks named; gives back the token.
    @discardableResult
    func claim(_ tasks: [TaskID]? = nil, token: LeaseToken = .random()) async throws -> LeaseToken {
        try await pool.query(
            """
            with freed as (
                delete from pairmill.ready
                where \(tasks == nil)::bool or task_id = any (\((tasks ?? []).map(\.rawValue))) returning *)
            insert into pairmill.lease (task_id, token, worker, deadline, job, stage, attempt, crashes)
            select task_id, \(token.rawValue), \(Self.worker.rawValue), now() + interval '1 hour', job, stage,
                attempt, crashes from freed order by task_id
            """)
        return token
    }

    /// Sends results as a stage does, and says what became of each.
    func end<Ending: Completion>(
        _ completion: Ending, _ results: [TaskID: Ending.Result], token: LeaseToken
    ) async throws -> [TaskID: CompletionAnswer] {
        let tasks = results.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { CompletedTask(id: $0.key, token: token, result: $0.value) }
        var answers: [TaskID: CompletionAnswer] = [:]
        for row in try await pool.query(completion.store(tasks, by: Self.worker)) {
            answers[TaskID(rawValue: try row.decode(Int64.self, named: "task_id"))] = .ok
        }
        let rest = tasks.filter { answers[$0.id] == nil }
        for row in try await pool.query(completion.classify(rest.map { ($0.id, $0.token) })) {
            let task = TaskID(rawValue: try row.decode(Int64.self, named: "task_id"))
            answers[task] = try row.decode(Bool.self, named: "already") ? .already : .stale
        }
        for task in rest where answers[task.id] == nil { answers[task.id] = .stale }
        return answers
    }

    /// Claims one task and ends it.
    func finish<Ending: Completion>(
        _ task: TaskID, _ completion: Ending, _ result: Ending.Result
    ) async throws {
        let token = try await claim([task])
        #expect(try await end(completion, [task: result], token: token) == [task: .ok])
    }

    /// Ends everything until nothing is ready; `passes` judges the generate or revise task of a text.
    func finishAll(feedbacks: Int = 2, passes: (TaskID) -> Bool) async throws {
        while case let tasks = try await ready(), !tasks.isEmpty {
            let token = try await claim(tasks)
            func results<Result>(_ stage: Stage, _ make: (TaskID) -> Result) -> [TaskID: Result] {
                let mine = tasks.filter { $0.stage == stage }
                return Dictionary(uniqueKeysWithValues: mine.map { ($0, make($0)) })
            }
            let responses = results(.generate) { response($0, Self.text(of: $0), feedbacks: feedbacks) }
            let revisions = results(.revise) { revision($0, Self.text(of: $0)) }
            let verdicts = results(.verify) { verdict(passes: passes($0.subject)) }
            _ = try await end(ResponseCompletion(), responses, token: token)
            _ = try await end(RevisionCompletion(), revisions, token: token)
            _ = try await end(VerdictCompletion(), verdicts, token: token)
        }
    }

    /// A text that no other task of the job has.
    static func text(of task: TaskID) -> String { "text \(task.withoutJob)" }

    func ready() async throws -> [TaskID] { try await tasks(in: "ready") }

    /// The tasks in a table, by id.
    func tasks(in table: String) async throws -> [TaskID] {
        try await pool.query("select task_id from pairmill.\(identifier: table) order by task_id")
            .map { TaskID(rawValue: try $0.decode(Int64.self, at: 0)) }
    }

    /// Moves ready tasks to the dead.
    func bury(_ tasks: [TaskID], reason: String = "unreadable") async throws {
        try await pool.query(
            """
            with freed as (
                delete from pairmill.ready where task_id = any (\(tasks.map(\.rawValue))) returning *)
            insert into pairmill.dead (task_id, job, stage, attempt, crashes, reason)
            select task_id, job, stage, 5, 1, \(reason) from freed order by task_id
            """)
    }

    /// Every task ever made is somewhere, once (QUEUE R2).
    func expectConservation(_ location: SourceLocation = #_sourceLocation) async throws {
        let found = try await JobCounts(pool).conservation(of: number)
        #expect(found.leak == 0 && found.doubled == 0, sourceLocation: location)
    }
}
