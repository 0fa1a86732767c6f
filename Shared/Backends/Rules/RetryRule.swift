/// Whether a request is sent once more in the same attempt (BACKENDS §4).
///
/// Only where nothing was generated: a failure before the first byte of a reply,
/// or a refusal. At most twice, so that tries can't multiply an overload.
package struct RetryRule: Sendable, Equatable {
    private var triesLeft = 2
    private var pause = Duration.milliseconds(50)

    package init() {}

    /// How long to wait before another try; nil if this was the last one.
    ///
    /// `jitter` is drawn from 0…1 and takes away up to half of the pause.
    package mutating func pause(before step: ReplyMeaning.NextStep, jitter: Double) -> Duration? {
        switch step {
        case .none, .sendImage, .relaxFormat: return nil
        case .again, .elsewhere, .leavePool, .rediscover: break
        }
        guard triesLeft > 0 else { return nil }
        triesLeft -= 1
        defer { pause *= 2 }
        return pause * (1 - jitter / 2)
    }
}
