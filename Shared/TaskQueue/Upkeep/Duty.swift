/// Work that keeps the task tables in order; any process may do any of it.
///
/// The raw values are the names in `pairmill.duty` (QUEUE R46).
package enum Duty: String, Sendable, Hashable, CaseIterable {
    /// Takes tasks back from dead workers and past deadlines.
    case rescue
    /// Brings due deferred tasks back.
    case promote
    /// Adds up progress.
    case fold
    /// Makes the generate tasks of rounds, a little ahead of the generators.
    case seed
    /// Closes open rounds that have nothing live.
    case close
    /// Buries what is live of cancelled jobs.
    case cancel
    /// Forgets silent workers and old failures.
    case prune

    /// How often it is done, fleet-wide.
    package var every: Duration {
        switch self {
        case .promote, .seed: .milliseconds(500)
        case .fold, .close, .cancel: .seconds(1)
        case .rescue: .seconds(2)
        case .prune: .seconds(60)
        }
    }
}
