package import Domain
package import Postgres
package import TaskQueue

/// Ends revise tasks: stores feedback and revision together, makes the verify task.
package struct RevisionCompletion: Completion {
    package init() {}

    package func store(_ tasks: [CompletedTask<Revision>], by worker: WorkerID) -> SQL {
        let revisions = tasks.map(\.result)
        return """
            with input as (
                select * from unnest(
                    \(tasks.map(\.id.rawValue))::bigint[], \(tasks.map(\.token.rawValue))::bigint[],
                    \(revisions.map { StoredText.clean($0.feedback.text) })::text[],
                    \(revisions.map { StoredText.clean($0.feedback.finishReason.rawValue) })::text[],
                    \(revisions.map { StoredText.json($0.feedback.detail) })::text[],
                    \(revisions.map(\.feedback.sawReference))::bool[],
                    \(revisions.map { StoredText.clean($0.text) })::text[],
                    \(revisions.map { StoredText.clean($0.finishReason.rawValue) })::text[],
                    \(revisions.map { StoredText.json($0.detail) })::text[])
                as t(task_id, token, feedback, feedback_finish, feedback_detail, saw_reference,
                    body, finish_reason, detail)),
            freed as (
                delete from pairmill.lease l using input i
                where l.task_id = any (\(tasks.map(\.id.rawValue))::bigint[])
                    and l.task_id = i.task_id and l.token = i.token
                returning i.*),
            stored as (
                insert into pairmill.revision
                    (task_id, token, worker, feedback, feedback_finish, feedback_detail, saw_reference,
                    body, finish_reason, detail)
                select task_id, token, \(worker.rawValue)::bigint, feedback, feedback_finish,
                    feedback_detail::jsonb, saw_reference, body, finish_reason, detail::jsonb
                from freed order by task_id
                on conflict (task_id) do nothing
                returning revision.task_id),
            successors as (
                insert into pairmill.ready (task_id, job, stage)
                select task_id + 1, pairmill.job_of(task_id), 2 from stored order by 1),
            counted as (
                insert into pairmill.prog (job, round, stage, done)
                select pairmill.job_of(task_id), pairmill.round_of(task_id), 1, count(*)
                from stored group by 1, 2)
            select task_id from stored
            """
    }

    package func successors(of result: Revision) -> Set<Stage> { [.verify] }

    package func classify(_ tasks: [(id: TaskID, token: LeaseToken)]) -> SQL {
        .classification(of: tasks, in: "revision")
    }
}
