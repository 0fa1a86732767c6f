import Metrics

/// What this process's rescues did; the sum over all processes is the fleet's (QUEUE §10).
struct UpkeepMetrics: Sendable {
    private let rescued = Counter(label: "pairmill_tasks_rescued_total")
    private let graces = Counter(label: "pairmill_grace_periods_total")

    /// One sweep moved so many tasks, and may have begun a time of grace.
    func swept(moved: Int, beganGrace: Bool) {
        rescued.increment(by: moved)
        if beganGrace { graces.increment() }
    }
}
