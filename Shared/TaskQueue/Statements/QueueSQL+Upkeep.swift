import Postgres

extension QueueSQL {
    /// Whether this process may do a duty now: one row if so (QUEUE R46).
    ///
    /// The lock ends with the transaction, the timestamp keeps the interval
    /// across the fleet, and a clock stepped back does not stop the duty. Not
    /// `now()`: a transaction that began before another one's turn would see that
    /// turn in its future and think the clock had stepped back.
    static func turn(_ duty: Duty, every: Duration) -> SQL {
        """
        with door as materialized (
            select pg_try_advisory_xact_lock(4711, hashtext(\(duty.rawValue)::text)) as mine)
        update pairmill.duty d set ran_at = clock_timestamp() from door
        where d.name = \(duty.rawValue)::text and door.mine and (d.ran_at > clock_timestamp()
            or d.ran_at <= clock_timestamp() - make_interval(secs => \(seconds(every))::float8))
        returning true
        """
    }

    /// Moves tasks of dead workers and past deadlines back to ready, or to dead
    /// (QUEUE R24–R26).
    ///
    /// One statement finds, locks and moves, so that nothing completed in between
    /// is touched. `ttl` of grace follows a restart of the server, a gap between
    /// sweeps and a clock stepped back: then every beat looks dead.
    static func rescue(ttl: Duration, every: Duration, gap: Duration, maxCrashes: Int, limit: Int) -> SQL {
        """
        with \(gate(ttl: ttl, every: every, gap: gap)),
        lost as materialized (
            select l.ctid as tid
            from gate, setting s, pairmill.lease l left join pairmill.worker w using (worker)
            where gate.armed and (w.worker is null or w.beat < now() - s.ttl or l.deadline < now())
            limit \(Int64(limit))::bigint for update of l skip locked),
        freed as (
            delete from pairmill.lease where ctid = any (array(select tid from lost))
            returning *, crashes + 1 < \(Int32(maxCrashes))::int as again),
        logged as (
            insert into pairmill.attempt_log (task_id, attempt, worker, outcome)
            select task_id, attempt, worker, 'lost' from freed order by task_id),
        back as (
            insert into pairmill.ready (task_id, job, stage, attempt, crashes)
            select task_id, job, stage, attempt, crashes + 1 from freed where again order by task_id),
        buried as (
            insert into pairmill.dead (task_id, job, stage, attempt, crashes, reason)
            select task_id, job, stage, attempt, crashes + 1, 'lost its worker too often'
            from freed where not again order by task_id
            on conflict do nothing),
        counted as (
            insert into pairmill.prog (job, round, stage, dead, lost)
            select job, pairmill.round_of(task_id), stage, count(*) filter (where not again), count(*)
            from freed group by 1, 2, 3)
        select (select armed from gate) as armed, (select count(*) from freed) as moved
        """
    }

    /// Lets one sweep through per interval, armed unless it is a time of grace.
    private static func gate(ttl: Duration, every: Duration, gap: Duration) -> SQL {
        """
        setting as materialized (
            select make_interval(secs => \(seconds(ttl))::float8) as ttl,
                make_interval(secs => \(seconds(every))::float8) as every,
                make_interval(secs => \(seconds(gap))::float8) as gap),
        door as materialized (
            select pg_try_advisory_xact_lock(4711, hashtext('rescue')) as mine),
        gate as (
            update pairmill.duty d set ran_at = clock_timestamp(), grace_until = case
                when d.ran_at < clock_timestamp() - s.gap or d.ran_at > clock_timestamp()
                    or d.ran_at < pg_postmaster_start_time()
                then clock_timestamp() + s.ttl else d.grace_until end
            from door, setting s
            where d.name = 'rescue' and door.mine
                and (d.ran_at <= clock_timestamp() - s.every or d.ran_at > clock_timestamp())
            returning d.grace_until <= clock_timestamp() as armed)
        """
    }

    /// Due deferred tasks return to ready, with a fresh qid (QUEUE R10).
    static func promote(limit: Int) -> SQL {
        """
        with due as materialized (
            select ctid as tid from pairmill.deferred where due <= now()
            order by due limit \(Int64(limit))::bigint for update skip locked),
        freed as (
            delete from pairmill.deferred where ctid = any (array(select tid from due)) returning *),
        back as (
            insert into pairmill.ready (task_id, job, stage, attempt, crashes)
            select task_id, job, stage, attempt, crashes from freed order by task_id)
        select count(*) as moved from freed
        """
    }

    /// Adds the appended deltas to the totals (QUEUE R33).
    static let fold: SQL = """
        with taken as (delete from pairmill.prog returning *),
        sums as (
            select job, round, stage, sum(done) as done, sum(dead) as dead, sum(retried) as retried,
                sum(lost) as lost
            from taken group by 1, 2, 3),
        added as (
            insert into pairmill.progress as p select * from sums order by 1, 2, 3
            on conflict (job, round, stage) do update set done = p.done + excluded.done,
                dead = p.dead + excluded.dead, retried = p.retried + excluded.retried,
                lost = p.lost + excluded.lost)
        select count(*) as moved from taken
        """

    /// Forgets processes silent for an hour; rescue treats a missing row as a dead
    /// worker, so which of the two comes first never matters.
    static let pruneWorkers: SQL = """
        with gone as (
            delete from pairmill.worker w where beat < now() - interval '1 hour'
                and not exists (select 1 from pairmill.lease l where l.worker = w.worker) returning 1)
        select count(*) as moved from gone
        """

    /// Forgets failures a month old (QUEUE R47).
    static let pruneAttempts: SQL = """
        with gone as (
            delete from pairmill.attempt_log where at < now() - interval '30 days' returning 1)
        select count(*) as moved from gone
        """
}
