import HTTPTypes
import Metrics

/// The server's metrics, under one prefix.
struct ServerMetrics: Sendable {
    private let open = Meter(label: "pairmill_http_connections_open")
    private let running = Meter(label: "pairmill_http_requests_running")
    private let accepted = Counter(label: "pairmill_http_connections_total")
    private let bytesIn = Counter(label: "pairmill_http_received_bytes_total")
    private let bytesOut = Counter(label: "pairmill_http_sent_bytes_total")

    func setOpen(_ count: Int) { open.set(count) }
    func setRunning(_ count: Int) { running.set(count) }
    func accepted(_ count: Int) { accepted.increment(by: count) }
    func received(_ count: Int) { bytesIn.increment(by: count) }
    func sent(_ count: Int) { if count > 0 { bytesOut.increment(by: count) } }

    /// A request or connection that was turned away: by rule of HTTP.md §2 or by lack of room.
    func refused(_ reason: String) {
        Counter(label: "pairmill_http_refused_total", dimensions: [("reason", reason)]).increment()
    }

    /// A request that is over; no status means its reply did not go out whole.
    func answered(route: String, status: HTTPResponse.Status?, after duration: Duration) {
        let code = status.map { "\($0.code)" } ?? "none"
        Timer(
            label: "pairmill_http_request_seconds", dimensions: [("route", route), ("status", code)]
        ).record(duration: duration)
    }
}
