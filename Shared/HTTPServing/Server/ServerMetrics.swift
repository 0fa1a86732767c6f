import Metrics

/// What a server counts.
struct ServerMetrics: Sendable {
    private let open: Meter
    private let running: Meter
    private let server: String

    init(server: String) {
        self.server = server
        open = Meter(label: "pairmill_http_connections", dimensions: [("server", server)])
        running = Meter(label: "pairmill_http_requests_running", dimensions: [("server", server)])
    }

    func opened() { open.increment() }
    func closed() { open.decrement() }
    func began() { running.increment() }
    func ended() { running.decrement() }

    func replied(_ status: Int) {
        Counter(
            label: "pairmill_http_replies_total", dimensions: [("server", server), ("status", "\(status)")]
        )
        .increment()
    }

    func refused(_ rejection: Rejection) {
        Counter(
            label: "pairmill_http_refused_total", dimensions: [("server", server), ("rule", rejection.rule)]
        ).increment()
    }
}
