/// A moment by which a wait must be over.
struct Deadline {
    let instant: ContinuousClock.Instant

    init(after duration: Duration) { instant = .now + duration }

    var isOver: Bool { instant <= .now }

    /// What is left, as poll(2) takes it; rounded up, so that it does not spin.
    var milliseconds: Int32 {
        let left = ContinuousClock.now.duration(to: instant) / .milliseconds(1)
        return Int32(max(0, min(left.rounded(.up), 1_000_000)))
    }
}
