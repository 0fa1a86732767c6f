import Domain
import Postgres

/// What came back for a `Cycle`; each part failed or succeeded by itself.
struct CycleAnswer<Outcome: Sendable>: Sendable {
    /// Ids whose result was stored by this sending.
    var stored: Result<[TaskID], PostgresError> = .success([])
    /// Ids whose lease was given back by this sending.
    var freed: Result<[TaskID], PostgresError> = .success([])
    var claimed: Result<[Cycle<Outcome>.Row], PostgresError> = .success([])
}
