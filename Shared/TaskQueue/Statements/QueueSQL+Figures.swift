import Domain
import Postgres

extension QueueSQL {
    /// The last qid that was drawn; reads the sequence's one row.
    static let lastQid: SQL = "select last_value as qid from pairmill.ready_qid_seq"

    /// What of some jobs is deferred or dead, each counted up to a limit.
    static func kept(jobs: [Int32], limit: Int) -> SQL {
        """
        select f.job, x.place, x.stage, x.tasks from unnest(\(jobs)::int[]) as f (job)
        cross join lateral (
            select 'deferred' as place, stage, count(*) as tasks from (
                select stage from pairmill.deferred
                where task_id between pairmill.first_of(f.job, 0) and pairmill.last_of(f.job, 15)
                limit \(Int64(limit))::bigint) d group by 2
            union all
            select 'dead', stage, count(*) from (
                select stage from pairmill.dead
                where task_id between pairmill.first_of(f.job, 0) and pairmill.last_of(f.job, 15)
                limit \(Int64(limit))::bigint) d group by 2) x
        """
    }

    /// The age of the oldest transaction in this database: while it is open dead rows stay (R49).
    static let oldestTransaction: SQL = """
        select coalesce(max(extract(epoch from clock_timestamp() - xact_start)), 0)::float8 as seconds
        from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        """
}
