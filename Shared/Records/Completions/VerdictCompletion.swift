package import Domain
package import Postgres
package import TaskQueue

/// Ends verify tasks: stores verdicts, makes the revise tasks a failed one asks for.
package struct VerdictCompletion: Completion {
    package init() {}

    package func store(_ tasks: [CompletedTask<VerifyResult>], by worker: WorkerID) -> SQL {
        let results = tasks.map(\.result)
        return """
            with input as (
                select * from unnest(
                    \(tasks.map(\.id.rawValue))::bigint[], \(tasks.map(\.token.rawValue))::bigint[],
                    \(results.map { Int16($0.verdict.passes ? 1 : 0) })::smallint[],
                    \(results.map { Int16($0.feedbacks) })::smallint[],
                    \(results.map { $0.verdict.failed.map(\.rawValue).joined(separator: ",") })::text[],
                    \(results.map { StoredText.json($0.verdict.votes) })::text[],
                    \(results.map(\.verdict.agreement))::float8[],
                    \(results.map { StoredText.json($0.detail) })::text[])
                as t(task_id, token, v, feedbacks, failed, votes, agreement, detail)),
            freed as (
                delete from pairmill.lease l using input i
                where l.task_id = any (\(tasks.map(\.id.rawValue))::bigint[])
                    and l.task_id = i.task_id and l.token = i.token
                returning i.*),
            stored as (
                insert into pairmill.verdict
                    (task_id, token, worker, v, feedbacks, failed, votes, agreement, detail)
                select task_id, token, \(worker.rawValue)::bigint, v, feedbacks,
                    string_to_array(failed, ','), votes::jsonb, agreement, detail::jsonb
                from freed order by task_id
                on conflict (task_id) do nothing
                returning verdict.task_id, verdict.feedbacks),
            successors as (
                insert into pairmill.ready (task_id, job, stage)
                select s.task_id - 1 + 2 * f, pairmill.job_of(s.task_id), 1
                from stored s cross join lateral generate_series(1, s.feedbacks) f order by 1),
            counted as (
                insert into pairmill.prog (job, round, stage, done)
                select pairmill.job_of(task_id), pairmill.round_of(task_id), 2, count(*)
                from stored group by 1, 2)
            select task_id from stored
            """
    }

    package func successors(of result: VerifyResult) -> Set<Stage> {
        result.feedbacks > 0 ? [.revise] : []
    }

    package func classify(_ tasks: [(id: TaskID, token: LeaseToken)]) -> SQL {
        .classification(of: tasks, in: "verdict")
    }
}
