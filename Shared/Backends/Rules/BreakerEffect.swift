/// What a reply says about the health of a backend (BACKENDS §3).
package enum BreakerEffect: Sendable, Equatable {
    case success
    case failure
    /// Neither: it leaves the failure count alone and can't close a half-open breaker.
    case neutral
}
