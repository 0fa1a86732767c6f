/// What the tries of one call share.
struct ChatAttempt {
    /// By when the last byte must be here, over all tries.
    let deadline: ContinuousClock.Instant
    var retry = RetryRule()
    private var hasCharged = false

    init(deadline: ContinuousClock.Instant) { self.deadline = deadline }

    /// A task charges at most one breaker per attempt (BACKENDS §3).
    mutating func charge(_ effect: BreakerEffect) -> BreakerEffect {
        guard effect == .failure else { return effect }
        defer { hasCharged = true }
        return hasCharged ? .neutral : .failure
    }
}
