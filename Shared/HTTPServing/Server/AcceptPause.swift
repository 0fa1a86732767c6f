/// How long accepting rests when the system has run out: 5 ms, doubling to 500 ms.
struct AcceptPause {
    private static let first: Duration = .milliseconds(5)
    private static let longest: Duration = .milliseconds(500)

    private var next = first

    /// The next pause; each is twice the one before.
    mutating func take() -> Duration {
        defer { next = min(next * 2, Self.longest) }
        return next
    }

    /// Accepting works again.
    mutating func reset() { next = Self.first }
}
