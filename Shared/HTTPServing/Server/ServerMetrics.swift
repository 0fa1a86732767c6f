import HTTPTypes
import Metrics

/// What a server counts.
struct ServerMetrics: Sendable {
    private let server: String
    private let open: Meter
    private let running: Meter
    private let accepted: Counter
    private let bytesIn: Counter
    private let bytesOut: Counter

    init(server: String) {
        self.server = server
        let dimensions = [("server", server)]
        open = Meter(label: "pairmill_http_connections", dimensions: dimensions)
        running = Meter(label: "pairmill_http_requests_running", dimensions: dimensions)
        accepted = Counter(label: "pairmill_http_connections_total", dimensions: dimensions)
        bytesIn = Counter(label: "pairmill_http_received_bytes_total", dimensions: dimensions)
        bytesOut = Counter(label: "pairmill_http_sent_bytes_total", dimensions: dimensions)
    }

    func setOpen(_ count: Int) { open.set(count) }
    func setRunning(_ count: Int) { running.set(count) }
    func accepted(_ count: Int) { accepted.increment(by: count) }
    func received(_ count: Int) { bytesIn.increment(by: count) }
    func sent(_ count: Int) { if count > 0 { bytesOut.increment(by: count) } }

    /// Something that was turned away: by a rule of HTTP.md §2, or for lack of room.
    func refused(_ reason: String) {
        Counter(
            label: "pairmill_http_refused_total", dimensions: [("server", server), ("reason", reason)]
        ).increment()
    }

    /// How long a request took; no status means that its reply did not go out whole.
    func timer(route: String, status: HTTPResponse.Status?) -> Timer {
        let code = status.map { "\($0.code)" } ?? "none"
        return Timer(
            label: "pairmill_http_request_seconds",
            dimensions: [("server", server), ("route", route), ("status", code)])
    }
}
