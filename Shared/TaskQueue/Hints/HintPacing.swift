import Domain

/// Which stages are to be told of new tasks, each at most 20 times a second.
///
/// What is wanted within 50 ms of the last telling is told once, at their end
/// (QUEUE R44).
struct HintPacing: Sendable {
    static let gap = Duration.milliseconds(50)

    private var wanted: Set<Stage> = []
    private var told: [Stage: ContinuousClock.Instant] = [:]

    mutating func want(_ stages: Set<Stage>) { wanted.formUnion(stages) }

    /// The stages to tell now; they are wanted no longer.
    mutating func take(at now: ContinuousClock.Instant) -> [Stage] {
        let due = wanted.filter { moment($0) ?? now <= now }
        wanted.subtract(due)
        for stage in due { told[stage] = now }
        return due.sorted { $0.rawValue < $1.rawValue }
    }

    /// When to take again; nil if nothing is wanted.
    func nextMoment(after now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        wanted.map { moment($0) ?? now }.min()
    }

    /// Forgets what is wanted: whoever waits for it asks by itself before long.
    mutating func drop() { wanted = [] }

    private func moment(_ stage: Stage) -> ContinuousClock.Instant? { told[stage].map { $0 + Self.gap } }
}
