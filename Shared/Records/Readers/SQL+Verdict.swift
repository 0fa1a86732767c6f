import Postgres

extension SQL {
    /// The verdict `v` of a text `r`, one lookup by key for each text.
    ///
    /// Written as an ordinary join it depends on the statistics: with those from before the round its texts and
    /// verdicts count as one row each, a plan that reads all verdicts again for each text costs no more than
    /// the right one, and closing a round took twenty minutes (QUEUE R50). `offset 0` keeps the planner from
    /// making the lookup a join. `place` bounds `v.task_id`, so that one job's partition is read.
    static func verdict(where place: SQL) -> SQL {
        """
        lateral (
            select * from pairmill.verdict v where v.task_id = r.task_id + 1 and \(place) offset 0) v
        """
    }
}
