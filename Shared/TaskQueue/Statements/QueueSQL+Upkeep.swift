import Domain
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

    /// Waits for whoever does a duty, and keeps everybody from it until the transaction ends.
    static func alone(_ duty: Duty) -> SQL {
        "select pg_advisory_xact_lock(4711, hashtext(\(duty.rawValue)::text))"
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
        select (select armed from gate) as armed, (select began from gate) as began,
            (select count(*) from freed) as moved
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
            returning d.grace_until <= clock_timestamp() as armed,
                -- Only the sweep that begins a grace writes both times at once.
                d.grace_until >= d.ran_at + s.ttl as began)
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

    /// Adds the appended deltas to the totals, and to what was done lately (QUEUE R33).
    ///
    /// Takes the deltas first, whole, then the totals: two of these at once wait for
    /// each other in one order. Pace is forgotten a minute after it is of no use, so
    /// that no row is both added to and forgotten.
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
                lost = p.lost + excluded.lost),
        paced as (
            insert into pairmill.pace as p (job, stage, at, done)
            select job, stage, date_bin('5 s', at, 'epoch'), sum(done) from taken
            where done > 0 and at > clock_timestamp() - interval '2 min'
            group by 1, 2, 3 order by 1, 2, 3
            on conflict (job, stage, at) do update set done = p.done + excluded.done),
        past as (delete from pairmill.pace where at < clock_timestamp() - interval '3 min')
        select count(*) as moved from taken
        """

    /// Sets what is done and dead in a round to what was counted (QUEUE R33).
    ///
    /// The caller keeps others from folding and has folded itself: a delta folded
    /// later would be added to a total that holds it already.
    static func recount(_ round: RoundID, done: [Stage: Int64]) -> SQL {
        """
        insert into pairmill.progress as p (job, round, stage, done, dead, retried, lost)
        select \(round.job)::int, \(round.number)::smallint, s.stage, s.done,
            (select count(*) from pairmill.dead d where d.stage = s.stage
                and d.task_id between \(round.ids.lowerBound)::bigint and \(round.ids.upperBound)::bigint), 0, 0
        from unnest(\(Stage.allCases.map(\.rawValue))::smallint[],
            \(Stage.allCases.map { done[$0, default: 0] })::bigint[]) as s (stage, done)
        order by s.stage
        on conflict (job, round, stage) do update set done = excluded.done, dead = excluded.dead
        """
    }

    /// Forgets processes silent for an hour; rescue treats a missing row as a dead
    /// worker, so which of the two comes first never matters.
    static let pruneWorkers: SQL = """
        with gone as (
            delete from pairmill.worker w where beat < now() - interval '1 hour'
                and not exists (select 1 from pairmill.lease l where l.worker = w.worker) returning 1)
        select count(*) as moved from gone
        """

    /// Forgets failures a month old (QUEUE R47), some at a time: one statement over all
    /// of a bad day's would outlast its timeout, and so would every later one.
    static func pruneAttempts(limit: Int) -> SQL {
        """
        with gone as (
            delete from pairmill.attempt_log where ctid = any (array(
                select ctid from pairmill.attempt_log where at < now() - interval '30 days'
                limit \(Int64(limit))::bigint)) returning 1)
        select count(*) as moved from gone
        """
    }
}
