import Domain
import Postgres

extension QueueSQL {
    /// Gives leases back: to ready, deferred or dead, by kind and budget (QUEUE R17, R18).
    ///
    /// Returns the ids whose lease was still ours. Sending it again is safe: the
    /// lease is gone, so nothing is counted twice.
    static func fail(_ worker: WorkerID, _ failed: [FailedTask], maxAttempts: Int) -> SQL {
        """
        with \(freed(failed, maxAttempts: maxAttempts)),
        logged as (
            insert into pairmill.attempt_log (task_id, attempt, worker, outcome, error)
            select task_id, attempt, \(worker.rawValue)::bigint, kind::text, reason
            from freed where kind in ('retry', 'fatal') order by task_id),
        back as (
            insert into pairmill.ready (task_id, job, stage, attempt, crashes)
            select task_id, job, stage, attempt, crashes from freed where place = 'ready' order by task_id),
        later as (
            insert into pairmill.deferred (task_id, due, job, stage, attempt, crashes, reason)
            select task_id, clock_timestamp() + make_interval(secs => delay), job, stage,
                attempt + (kind = 'retry')::int, crashes, reason
            from freed where place = 'deferred' order by task_id
            on conflict do nothing),
        buried as (
            insert into pairmill.dead (task_id, job, stage, attempt, crashes, reason)
            select task_id, job, stage, attempt + 1, crashes, reason
            from freed where place = 'dead' order by task_id
            on conflict do nothing),
        counted as (
            insert into pairmill.prog (job, round, stage, dead, retried)
            select job, pairmill.round_of(task_id), stage, count(*) filter (where place = 'dead'),
                count(*) filter (where kind = 'retry' and place = 'deferred')
            from freed where kind in ('retry', 'fatal') group by 1, 2, 3)
        select task_id from freed
        """
    }

    /// Deletes the leases that match task and token; `place` is where each goes.
    private static func freed(_ failed: [FailedTask], maxAttempts: Int) -> SQL {
        """
        input as materialized (
            select * from unnest(\(failed.map(\.id.rawValue))::bigint[],
                \(failed.map(\.token.rawValue))::bigint[],
                \(failed.map(\.failure.kind.rawValue))::text[]::pairmill.fail_kind[],
                \(failed.map(\.reason))::text[],
                \(failed.map { seconds($0.delay) })::float8[]) as t (task_id, token, kind, reason, delay)),
        freed as (
            delete from pairmill.lease l using input i
            where l.task_id = any (array(select task_id from input))
                and l.task_id = i.task_id and l.token = i.token
            returning l.*, i.kind, i.reason, i.delay, case i.kind
                when 'release' then 'ready' when 'snooze' then 'deferred' when 'fatal' then 'dead'
                else case when l.attempt + 1 >= \(Int32(maxAttempts))::int then 'dead' else 'deferred' end
                end as place)
        """
    }

    /// Leases in a worker's name that it does not know go back to ready; what it
    /// knows and the table no longer has is returned as gone (QUEUE R27).
    ///
    /// A lease is known by its token too: a task may have been rescued and claimed
    /// again by a claim of ours whose answer was lost.
    static func reconcile(_ worker: WorkerID, known: [(id: TaskID, token: LeaseToken)]) -> SQL {
        """
        with known as materialized (
            select * from unnest(\(known.map(\.id.rawValue))::bigint[],
                \(known.map(\.token.rawValue))::bigint[]) as k (task_id, token)),
        mine as materialized (
            select l.ctid as tid, l.task_id, l.token, exists (
                select 1 from known k where k.task_id = l.task_id and k.token = l.token) as known
            from pairmill.lease l where l.worker = \(worker.rawValue)::bigint),
        strays as materialized (
            select l.ctid as tid from pairmill.lease l
            where l.ctid = any (array(select tid from mine where not known)) for update skip locked),
        freed as (
            delete from pairmill.lease where ctid = any (array(select tid from strays)) returning *),
        back as (
            insert into pairmill.ready (task_id, job, stage, attempt, crashes)
            select task_id, job, stage, attempt, crashes from freed order by task_id)
        select task_id, token, false as gone from freed
        union all
        select k.task_id, k.token, true from known k
        where not exists (select 1 from mine m where m.task_id = k.task_id and m.token = k.token)
        """
    }

    /// Forgets a process that has ended in good order; the last thing it does (QUEUE R28).
    static func leave(_ worker: WorkerID) -> SQL {
        "delete from pairmill.worker where worker = \(worker.rawValue)::bigint"
    }
}
