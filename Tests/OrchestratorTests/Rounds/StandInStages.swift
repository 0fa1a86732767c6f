import Digests
import Domain
import Postgres
import Records
import TaskQueue
import Testing

@testable import Orchestrator

/// Does the work of all three stages on real tables, without backends.
struct StandInStages: Sendable {
    let pool: PostgresPool
    let specification: JobSpecification
    /// v of a generate or revise task's text.
    let passes: @Sendable (TaskID) -> Bool

    private static let token = LeaseToken(rawValue: 7)

    /// Claims and completes what is ready of a stage; returns how many tasks.
    func work(_ stage: Stage) async throws -> Int {
        let tasks = try await claim(stage)
        guard !tasks.isEmpty else { return 0 }
        let worker = WorkerID.random()
        let statement =
            switch stage {
            case .generate: ResponseCompletion().store(tasks.map { completed($0, generated($0)) }, by: worker)
            case .revise: RevisionCompletion().store(tasks.map { completed($0, revised($0)) }, by: worker)
            case .verify:
                try VerdictCompletion().store(tasks.map { completed($0, try verified($0)) }, by: worker)
            }
        #expect(try await pool.query(statement).count == tasks.count)
        return tasks.count
    }

    /// Works until nothing is ready.
    func workAll() async throws {
        var done = 1
        while done > 0 {
            done = 0
            for stage in Stage.allCases { done += try await work(stage) }
        }
    }

    private func claim(_ stage: Stage) async throws -> [TaskID] {
        try await pool.query(
            """
            with freed as (delete from pairmill.ready where stage = \(stage.rawValue) returning *)
            insert into pairmill.lease (task_id, token, worker, deadline, job, stage, attempt, crashes)
            select task_id, \(Self.token.rawValue), 1, now() + interval '1 hour', job, stage, attempt, crashes
            from freed order by task_id returning task_id
            """
        ).map { TaskID(rawValue: try $0.decode(Int64.self, at: 0)) }.sorted { $0.rawValue < $1.rawValue }
    }

    private func completed<Result>(_ task: TaskID, _ result: Result) -> CompletedTask<Result> {
        CompletedTask(id: task, token: Self.token, result: result)
    }

    private func generated(_ task: TaskID) -> GenerateResult {
        let kind = specification.sampling(inRound: task.round).kind(ofSlot: task.slot)
        let response = Response(
            task: task, text: text(of: task), finishReason: .stop,
            perturbation: kind == .contrastive
                ? Perturbation(kind: .diffusionNoise(step: 500), seed: Seed(rawValue: 11)) : nil,
            detail: detail(.generator))
        return GenerateResult(
            response: response, feedbacks: specification.revision(inRound: task.round).feedbacks)
    }

    private func revised(_ task: TaskID) -> Revision {
        var feedbackDetail = detail(.reviser)
        feedbackDetail.promptHash = SHA256Digest(of: PackageResources.feedback_txt)
        return Revision(
            task: task,
            feedback: Feedback(
                text: "feedback " + text(of: task), finishReason: .stop, detail: feedbackDetail),
            text: "revised " + text(of: task), finishReason: .stop, detail: detail(.reviser))
    }

    private func verified(_ task: TaskID) throws -> VerifyResult {
        let holding = passes(task.subject) ? Set(Verdict.Dimension.allCases) : [.compliance]
        let verdict = try #require(Verdict(votes: [Vote(holding: holding)]))
        return VerifyResult(verdict: verdict, detail: detail(.verifier), feedbacks: 0)
    }

    /// Twelve words that no other task has.
    private func text(of task: TaskID) -> String {
        (0..<12).map { "word\(task.withoutJob)x\($0)" }.joined(separator: " ")
    }

    private func detail(_ role: Role) -> CallDetail {
        CallDetail(
            role: role, model: "model-of-\(role.rawValue)", backend: "stand-in 1",
            promptHash: SHA256Digest(of: Array(role.rawValue.utf8)),
            sampling: SamplingParameters(temperature: 1, topP: 0.95, maxTokens: 64), seed: Seed(rawValue: 3),
            imageSHA256: SHA256Digest(of: Array("sent".utf8)))
    }
}
