import Domain
import Postgres

extension QueueSQL {
    /// Says that a process lives, how much it can hold and how much it wants (QUEUE R21).
    ///
    /// Locks the process's own row only.
    static func beat(_ worker: WorkerID, stage: Stage, name: String, _ beat: Beat) -> SQL {
        """
        insert into pairmill.worker (worker, stage, name, capacity, wanted, beat)
        values (\(worker.rawValue)::bigint, \(stage.rawValue)::smallint, \(name)::text,
            \(Int32(clamping: beat.capacity))::int, \(Int32(clamping: beat.wanted))::int, clock_timestamp())
        on conflict (worker) do update set
            beat = excluded.beat, capacity = excluded.capacity, wanted = excluded.wanted
        """
    }

    /// What holds for the transaction of a claim; `set local` would warn in a pipeline (QUEUE R50).
    ///
    /// It commits without waiting for the disk: a claim that a crash loses is a ready row
    /// again (R12). It is planned once a connection, for planning takes longer than claiming,
    /// and by index whatever the statistics say: the queue may have been empty when they
    /// were taken.
    static let claimSettings: SQL = """
        select set_config('synchronous_commit', 'off', true),
            set_config('plan_cache_mode', 'force_generic_plan', true),
            set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)
        """

    /// Moves up to each quota of ready tasks into leases (QUEUE R7).
    ///
    /// Skips rows others have locked, and deletes by ctid: joining keys back
    /// chooses a hash join over the whole table. A ctid is safe within this one
    /// statement only. A doubled ready row vanishes in the conflict (R13).
    static func claim(
        _ worker: WorkerID, token: LeaseToken, stage: Stage,
        quotas: [DeficitRoundRobin.Quota], marks: [Int64], lasting: Duration
    ) -> SQL {
        """
        with picked as materialized (
            select x.tid
            from unnest(\(quotas.map(\.job))::int[], \(quotas.map { Int32(clamping: $0.count) })::int[],
                \(marks)::bigint[]) as f (job, quota, mark)
            cross join lateral (
                select r.ctid as tid from pairmill.ready r
                where r.stage = \(stage.rawValue)::smallint and r.job = f.job and r.qid > f.mark
                order by r.qid limit f.quota for update skip locked) x),
        taken as (
            delete from pairmill.ready where ctid = any (array(select tid from picked)) returning *),
        held as (
            insert into pairmill.lease (task_id, token, worker, deadline, job, stage, attempt, crashes)
            select t.task_id, \(token.rawValue)::bigint, \(worker.rawValue)::bigint,
                clock_timestamp() + make_interval(secs => \(seconds(lasting))::float8),
                t.job, t.stage, t.attempt, t.crashes
            from taken t order by 1
            on conflict do nothing returning task_id)
        select distinct on (t.task_id) t.task_id, t.job, t.attempt, t.crashes, t.qid
        from taken t join held h using (task_id) order by t.task_id, t.qid
        """
    }

    /// The jobs a worker may claim from, with the stage's live replicas (QUEUE R37, R38).
    static func shares(stage: Stage, ttl: Duration) -> SQL {
        """
        select j.job, j.weight::float8, j.cap,
            (select count(*) from pairmill.worker w where w.stage = \(stage.rawValue)::smallint
                and w.beat > now() - make_interval(secs => \(seconds(ttl))::float8)) as replicas
        from pairmill.job j where j.state = 'running' order by j.job
        """
    }

    /// How deep queues are, counted up to a limit, and where they begin (QUEUE R39).
    ///
    /// Bounded and above a mark: the same price at ten rows and at ten million, if it
    /// is asked with `queryByIndex`.
    static func depth(stages: [Stage], jobs: [Int32], marks: [Int64], limit: Int) -> SQL {
        """
        select f.stage, f.job, x.depth, x.lowest
        from unnest(\(stages.map(\.rawValue))::smallint[], \(jobs)::int[], \(marks)::bigint[])
            as f (stage, job, mark)
        cross join lateral (
            select count(*) as depth, min(qid) as lowest from (
                select r.qid from pairmill.ready r
                where r.stage = f.stage and r.job = f.job and r.qid > f.mark
                order by r.qid limit \(Int64(limit))::bigint) y) x
        """
    }

    /// How many processes of each stage live, and what they can hold together.
    static func capacities(ttl: Duration) -> SQL {
        """
        select stage, count(*) as workers, sum(capacity)::bigint as capacity from pairmill.worker
        where beat > now() - make_interval(secs => \(seconds(ttl))::float8) group by stage
        """
    }
}
