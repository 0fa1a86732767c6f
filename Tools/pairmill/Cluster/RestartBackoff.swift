/// How long to wait before a process that died is started again.
///
/// Doubles from half a second to ten; a process that ran for a minute starts over (ours).
struct RestartBackoff: Equatable, Sendable {
    let first: Duration
    let longest: Duration
    private var pause: Duration

    init(first: Duration = .milliseconds(500), longest: Duration = .seconds(10)) {
        self.first = first
        self.longest = longest
        pause = first
    }

    /// The wait after a death; takes how long the process had run.
    mutating func next(afterRunning time: Duration) -> Duration {
        if time >= .seconds(60) { pause = first }
        defer { pause = min(pause * 2, longest) }
        return pause
    }
}
