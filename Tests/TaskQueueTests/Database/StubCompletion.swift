import Domain
import Postgres

@testable import TaskQueue

/// Results of all stages in one table, as Records keeps them in three.
struct StubCompletion: Completion {
    struct Result: Sendable {
        var body: String = "fine"
        /// Revise tasks made with a response.
        var feedbacks: Int16 = 0
    }

    /// A body PostgreSQL refuses.
    static let poison = "poison"

    static let table: SQL = """
        create table pairmill.stub_result (
            task_id bigint primary key, token bigint not null, feedbacks smallint not null,
            body text not null constraint stub_body check (body <> 'poison'))
        """

    func store(_ tasks: [CompletedTask<Result>], by worker: WorkerID) -> SQL {
        """
        with input as materialized (
            select * from unnest(\(tasks.map(\.id.rawValue))::bigint[],
                \(tasks.map(\.token.rawValue))::bigint[], \(tasks.map(\.result.feedbacks))::smallint[],
                \(tasks.map(\.result.body))::text[]) as t (task_id, token, feedbacks, body)),
        freed as (
            delete from pairmill.lease l using input i
            where l.task_id = any (array(select task_id from input))
                and l.task_id = i.task_id and l.token = i.token
            returning l.task_id, l.token, i.feedbacks, i.body),
        stored as (
            insert into pairmill.stub_result (task_id, token, feedbacks, body)
            select * from freed order by task_id
            on conflict do nothing returning task_id, feedbacks),
        next as (
            select task_id + 1 as id from stored where pairmill.stage_of(task_id) < 2
            union all
            select task_id + 2 * f from stored cross join lateral generate_series(1, feedbacks) f
            where pairmill.stage_of(task_id) = 0),
        successors as (
            insert into pairmill.ready (task_id, job, stage)
            select id, pairmill.job_of(id), pairmill.stage_of(id) from next order by 1),
        counted as (
            insert into pairmill.prog (job, round, stage, done)
            select pairmill.job_of(task_id), pairmill.round_of(task_id), pairmill.stage_of(task_id), count(*)
            from stored group by 1, 2, 3)
        select task_id from stored
        """
    }

    func successors(of result: Result) -> Set<Stage> {
        result.feedbacks > 0 ? [.revise, .verify] : [.verify]
    }

    func classify(_ tasks: [(id: TaskID, token: LeaseToken)]) -> SQL {
        """
        select r.task_id, r.token = i.token as already
        from unnest(\(tasks.map(\.id.rawValue))::bigint[], \(tasks.map(\.token.rawValue))::bigint[])
            as i (task_id, token)
        join pairmill.stub_result r on r.task_id = i.task_id
        """
    }
}
