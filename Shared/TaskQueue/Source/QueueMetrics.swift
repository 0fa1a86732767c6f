import Domain
import Metrics

/// The counters of one worker (QUEUE §10).
struct QueueMetrics: Sendable {
    private let stage: Stage
    private let claimed: Counter
    private let claimTime: Metrics.Timer
    private let dropped: Counter
    private let strays: Counter
    private let lost: Counter

    init(stage: Stage) {
        self.stage = stage
        let labels = [("stage", stage.description)]
        claimed = Counter(label: "pairmill_tasks_claimed_total", dimensions: labels)
        claimTime = Metrics.Timer(label: "pairmill_claim_seconds", dimensions: labels)
        dropped = Counter(label: "pairmill_outcomes_dropped_total", dimensions: labels)
        strays = Counter(label: "pairmill_leases_reconciled_total", dimensions: labels)
        lost = Counter(label: "pairmill_leases_lost_total", dimensions: labels)
    }

    func claimed(_ count: Int, taking duration: Duration) {
        claimed.increment(by: count)
        claimTime.recordNanoseconds(Int64(duration / .nanoseconds(1)))
    }

    func completed(_ answer: CompletionAnswer, _ count: Int) {
        guard count > 0 else { return }
        counter("pairmill_tasks_completed_total", ("answer", answer.rawValue)).increment(by: count)
    }

    func failed(_ kind: TaskFailure.Kind) {
        counter("pairmill_tasks_failed_total", ("kind", kind.rawValue)).increment()
    }

    /// An outcome whose lease was no longer held.
    func droppedOutcome() { dropped.increment() }

    func reconciled(strays count: Int, lost gone: Int) {
        strays.increment(by: count)
        lost.increment(by: gone)
    }

    private func counter(_ label: String, _ dimension: (String, String)) -> Counter {
        Counter(label: label, dimensions: [("stage", stage.description), dimension])
    }
}
