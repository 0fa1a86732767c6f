package import Domain
package import Postgres
package import TaskQueue

/// Ends generate tasks: stores responses, makes their verify and revise tasks.
package struct ResponseCompletion: Completion {
    package init() {}

    package func store(_ tasks: [CompletedTask<GenerateResult>], by worker: WorkerID) -> SQL {
        let responses = tasks.map(\.result.response)
        return """
            with input as (
                select * from unnest(
                    \(tasks.map(\.id.rawValue))::bigint[], \(tasks.map(\.token.rawValue))::bigint[],
                    \(tasks.map { Int16($0.result.feedbacks) })::smallint[],
                    \(responses.map { StoredText.clean($0.text) })::text[],
                    \(responses.map { StoredText.clean($0.finishReason.rawValue) })::text[],
                    \(responses.map { $0.perturbation.map(StoredText.json) })::text[],
                    \(responses.map(\.sawReference))::bool[],
                    \(responses.map { StoredText.json($0.detail) })::text[])
                as t(task_id, token, feedbacks, body, finish_reason, perturbation, saw_reference, detail)),
            freed as (
                delete from pairmill.lease l using input i
                where l.task_id = any (\(tasks.map(\.id.rawValue))::bigint[])
                    and l.task_id = i.task_id and l.token = i.token
                returning i.*),
            stored as (
                insert into pairmill.response
                    (task_id, token, worker, feedbacks, body, finish_reason, perturbation, saw_reference, detail)
                select task_id, token, \(worker.rawValue)::bigint, feedbacks, body, finish_reason,
                    perturbation::jsonb, saw_reference, detail::jsonb
                from freed order by task_id
                on conflict (task_id) do nothing
                returning response.task_id, response.feedbacks),
            successors as (
                insert into pairmill.ready (task_id, job, stage)
                select s.task_id + n.step, pairmill.job_of(s.task_id), n.stage
                from stored s cross join lateral (
                    select 1 as step, 2 as stage
                    union all select 2 * f, 1 from generate_series(1, s.feedbacks) f) n
                order by 1),
            counted as (
                insert into pairmill.prog (job, round, stage, done)
                select pairmill.job_of(task_id), pairmill.round_of(task_id), 0, count(*)
                from stored group by 1, 2)
            select task_id from stored
            """
    }

    package func successors(of result: GenerateResult) -> Set<Stage> {
        result.feedbacks > 0 ? [.revise, .verify] : [.verify]
    }

    package func classify(_ tasks: [(id: TaskID, token: LeaseToken)]) -> SQL {
        .classification(of: tasks, in: "response")
    }
}
