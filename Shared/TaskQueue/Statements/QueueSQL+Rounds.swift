import Domain
import Postgres

extension QueueSQL {
    // Every change of a round locks its row first and looks at the tasks in a second
    // statement, whose snapshot is younger than the lock (QUEUE R31).

    static func lock(_ round: RoundID) -> SQL {
        """
        select state from pairmill.round
        where job = \(round.job)::int and round = \(round.number)::smallint for update
        """
    }

    /// As `lock`, but none if somebody else is at it.
    static func lockIfFree(_ round: RoundID, in state: RoundState) -> SQL {
        """
        select slots from pairmill.round
        where job = \(round.job)::int and round = \(round.number)::smallint
            and state = \(state.rawValue)::text
        for update skip locked
        """
    }

    static func set(_ round: RoundID, to state: RoundState) -> SQL {
        """
        update pairmill.round set state = \(state.rawValue)::text
        where job = \(round.job)::int and round = \(round.number)::smallint
        """
    }

    /// Makes the generate tasks of the next samples; fewer than asked opens the
    /// round (QUEUE R29). The caller holds the round's lock.
    ///
    /// Lateral, so that a chunk is read off the index in its order: a join would read
    /// and sort all samples that are left, for every chunk (R50).
    static func seed(_ round: RoundID, samples: Int) -> SQL {
        """
        with plan as materialized (
            select * from pairmill.round
            where job = \(round.job)::int and round = \(round.number)::smallint and state = 'seeding'),
        chunk as materialized (
            select c.sample from plan p cross join lateral (
                select s.sample from pairmill.round_sample s
                where s.job = p.job and s.round = p.round and s.sample >= p.seed_cursor
                order by s.sample limit \(Int64(samples))::bigint) c),
        made as (
            insert into pairmill.ready (task_id, job, stage)
            select pairmill.task_id(p.job, p.round, c.sample, g, 0), p.job, 0
            from plan p cross join chunk c cross join generate_series(0, p.slots - 1) g order by 1
            returning 1),
        moved as (
            update pairmill.round r set
                seed_cursor = coalesce((select max(sample) + 1 from chunk), r.seed_cursor),
                seeded = r.seeded + (select count(*) from made),
                state = case when (select count(*) from chunk) < \(Int64(samples))::bigint
                    then 'open' else r.state end
            from plan p where r.job = p.job and r.round = p.round
            returning r.state)
        select (select count(*) from made) as made, (select state = 'open' from moved) as opened
        """
    }

    /// Closes an open round that has nothing live; returns a row if it did
    /// (QUEUE R30). The caller holds the round's lock.
    static func closeIfEmpty(_ round: RoundID) -> SQL {
        """
        update pairmill.round r set state = 'closing'
        where job = \(round.job)::int and round = \(round.number)::smallint and state = 'open'
            and not exists (select 1 from pairmill.lease
                where task_id between pairmill.first_of(r.job, r.round) and pairmill.last_of(r.job, r.round))
            and not exists (select 1 from pairmill.deferred
                where task_id between pairmill.first_of(r.job, r.round) and pairmill.last_of(r.job, r.round))
            and \(nothingReady(of: "r.job"))
        returning true
        """
    }

    /// Whether no task of a job is ready, of any stage.
    ///
    /// Asks for the first one in the order of the index: for any one at all the table
    /// would be read whole where another job has most of it (QUEUE R50).
    private static func nothingReady(of job: SQL) -> SQL {
        """
        not exists (select 1 from generate_series(0, 2) s where (
            select t.qid from pairmill.ready t where t.stage = s and t.job = \(job)
            order by t.qid limit 1) is not null)
        """
    }

    /// Open rounds in which nobody holds a lease: the only ones that can close.
    static let closable: SQL = """
        select r.job, r.round, r.slots from pairmill.round r where r.state = 'open' and not exists (
            select 1 from pairmill.lease l
            where l.task_id between pairmill.first_of(r.job, r.round) and pairmill.last_of(r.job, r.round))
        order by r.job
        """

    /// Rounds of running jobs that still have samples to seed.
    static let seedable: SQL = """
        select r.job, r.round, r.slots from pairmill.round r join pairmill.job j using (job)
        where r.state = 'seeding' and j.state = 'running' order by r.job
        """

    /// Dead tasks return with fresh budgets (QUEUE R20). The caller holds the
    /// round's lock and has seen that it takes work.
    static func redrive(_ round: RoundID, only ids: [Int64]?, limit: Int) -> SQL {
        """
        with picked as materialized (
            select ctid as tid from pairmill.dead
            where task_id between \(round.ids.lowerBound)::bigint and \(round.ids.upperBound)::bigint
                and (\(ids == nil)::bool or task_id = any (\(ids ?? [])::bigint[]))
            order by task_id limit \(Int64(limit))::bigint for update skip locked),
        freed as (
            delete from pairmill.dead where ctid = any (array(select tid from picked)) returning *),
        back as (
            insert into pairmill.ready (task_id, job, stage)
            select task_id, job, stage from freed order by task_id),
        counted as (
            insert into pairmill.prog (job, round, stage, dead)
            select job, pairmill.round_of(task_id), stage, -count(*) from freed group by 1, 2, 3)
        select count(*) as moved from freed
        """
    }

    /// Marks a job that is neither done nor cancelled yet; a row if it was marked.
    static func cancelJob(_ job: Int32) -> SQL {
        """
        update pairmill.job set state = 'cancelled'
        where job = \(job)::int and state not in ('done', 'cancelled') returning true
        """
    }

    /// Cancels what is not closed of a job's rounds, waiting for whoever seeds,
    /// closes or redrives one (QUEUE R31, R35).
    static func cancelRounds(_ job: Int32) -> SQL {
        """
        update pairmill.round set state = 'cancelled'
        where job = \(job)::int and state not in ('closed', 'cancelled')
        """
    }

    /// Buries live tasks of a cancelled job, at most `limit` from each place
    /// (QUEUE R35). Deleting the leases makes every running attempt stale.
    static func sweepCancelled(_ job: Int32, limit: Int) -> SQL {
        let ids = TaskID.range(job: job)
        return """
            with leased as materialized (
                select ctid as tid from pairmill.lease
                where task_id between \(ids.lowerBound)::bigint and \(ids.upperBound)::bigint
                limit \(Int64(limit))::bigint for update skip locked),
            waiting as materialized (
                select r.tid from unnest('{0,1,2}'::smallint[]) s cross join lateral (
                    select ctid as tid from pairmill.ready where stage = s and job = \(job)::int
                    limit \(Int64(limit))::bigint for update skip locked) r),
            later as materialized (
                select ctid as tid from pairmill.deferred
                where task_id between \(ids.lowerBound)::bigint and \(ids.upperBound)::bigint
                limit \(Int64(limit))::bigint for update skip locked),
            a as (delete from pairmill.lease where ctid = any (array(select tid from leased)) returning *),
            b as (delete from pairmill.ready where ctid = any (array(select tid from waiting)) returning *),
            c as (delete from pairmill.deferred where ctid = any (array(select tid from later)) returning *),
            freed as (
                select task_id, job, stage, attempt, crashes from a
                union all select task_id, job, stage, attempt, crashes from b
                union all select task_id, job, stage, attempt, crashes from c),
            buried as (
                insert into pairmill.dead (task_id, job, stage, attempt, crashes, reason)
                select task_id, job, stage, attempt, crashes, 'cancelled' from freed order by task_id
                on conflict do nothing),
            counted as (
                insert into pairmill.prog (job, round, stage, dead)
                select job, pairmill.round_of(task_id), stage, count(*) from freed group by 1, 2, 3)
            select count(*) as moved from freed
            """
    }

    /// Cancelled jobs that may still have something live.
    static let unswept: SQL = "select job from pairmill.job where state = 'cancelled' and not swept"

    /// Marks a cancelled job as swept if nothing of it is live in this snapshot.
    /// That stays so: only leases make tasks, and its rounds seed no more.
    static func markSwept(_ job: Int32) -> SQL {
        """
        update pairmill.job j set swept = true
        where job = \(job)::int and state = 'cancelled'
            and not exists (select 1 from pairmill.lease
                where task_id between pairmill.first_of(j.job, 0) and pairmill.last_of(j.job, 15))
            and not exists (select 1 from pairmill.deferred
                where task_id between pairmill.first_of(j.job, 0) and pairmill.last_of(j.job, 15))
            and \(nothingReady(of: "j.job"))
        returning true
        """
    }
}
