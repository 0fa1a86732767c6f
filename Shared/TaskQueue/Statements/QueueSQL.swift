/// The statements of the task tables, one per declaration.
///
/// Each moves tasks by deleting and inserting in one statement, so that a task
/// is in exactly one place in every snapshot (QUEUE R1, R2). They bind arrays
/// and are prepared once per connection; SQL functions would be planned again by
/// every calling statement (R50). Rows are always written in the order of their
/// ids, because unordered writes of many rows deadlock (R19).
enum QueueSQL {
    /// Intervals travel as seconds.
    static func seconds(_ duration: Duration) -> Double { duration / .seconds(1) }
}
