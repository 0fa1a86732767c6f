/// The last 20 counted results of a backend (BACKENDS §5).
struct FailureWindow: Sendable, Equatable {
    private var results: [Bool] = []
    private(set) var failuresRunning = 0

    /// Whether the breaker must open: five failures running, or half of at least ten.
    var isBad: Bool {
        failuresRunning >= 5 || results.count >= 10 && 2 * results.count(where: { !$0 }) >= results.count
    }

    mutating func add(success: Bool) {
        failuresRunning = success ? 0 : failuresRunning + 1
        results.append(success)
        if results.count > 20 { results.removeFirst() }
    }
}
