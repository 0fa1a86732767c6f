import Domain
import Metrics

/// What the chats of a process look like from outside.
enum ChatMetrics {
    static func count(_ end: ChatExchange.End, at backend: Backend, role: Role) {
        let outcome = ("outcome", end.meaning.task.name)
        Counter(
            label: "pairmill_backend_requests_total",
            dimensions: [("backend", backend.id.description), ("role", role.rawValue), outcome]
        ).increment()
        guard case .complete = end.meaning.task else { return }
        Timer(label: "pairmill_backend_request_seconds", dimensions: [("backend", backend.id.description)])
            .recordNanoseconds(Int64(end.latency / .nanoseconds(1)))
    }
}
