import Domain
import Postgres
import TaskQueue

/// Results of 1 KB and no successors: what claiming and completing cost by themselves.
struct BenchmarkCompletion: Completion {
    typealias Result = String

    static let table: SQL = """
        create table pairmill.benchmark_result (
            task_id bigint primary key, token bigint not null, body text not null)
        """

    func store(_ tasks: [CompletedTask<String>], by worker: WorkerID) -> SQL {
        """
        with input as materialized (
            select * from unnest(\(tasks.map(\.id.rawValue))::bigint[],
                \(tasks.map(\.token.rawValue))::bigint[], \(tasks.map(\.result))::text[])
                as t (task_id, token, body)),
        freed as (
            delete from pairmill.lease l using input i
            where l.task_id = any (array(select task_id from input))
                and l.task_id = i.task_id and l.token = i.token
            returning l.task_id, l.token, i.body),
        stored as (
            insert into pairmill.benchmark_result select * from freed order by task_id
            on conflict do nothing returning task_id),
        counted as (
            insert into pairmill.prog (job, round, stage, done)
            select pairmill.job_of(task_id), pairmill.round_of(task_id), 0, count(*)
            from stored group by 1, 2)
        select task_id from stored
        """
    }

    func successors(of result: Result) -> Set<Stage> { [] }

    func classify(_ tasks: [(id: TaskID, token: LeaseToken)]) -> SQL {
        """
        select r.task_id, r.token = i.token as already
        from unnest(\(tasks.map(\.id.rawValue))::bigint[], \(tasks.map(\.token.rawValue))::bigint[])
            as i (task_id, token)
        join pairmill.benchmark_result r on r.task_id = i.task_id
        """
    }
}
