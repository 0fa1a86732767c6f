import Curl
import EventLoop

/// Asks a process over HTTP whether it can work.
struct HealthProbe: Sendable {
    private let curl: CurlClient

    init() throws { curl = CurlClient(loop: try ReadinessLoop(label: "health")) }

    /// Whether its health path answers 200.
    func isHealthy(_ member: ClusterMember) async -> Bool {
        await status(of: member.address + member.healthPath) == 200
    }

    /// The status of a GET; nil without an answer.
    func status(of url: String) async -> Int? {
        // Not reached is an answer here.
        try? await curl.send(CurlRequest("GET", url, deadline: .seconds(2))).status
    }

    /// The text of a page; nil without a good answer.
    func text(of url: String) async -> String? {
        guard let reply = try? await curl.send(CurlRequest("GET", url, deadline: .seconds(5))),
            reply.status == 200
        else { return nil }
        return String(decoding: reply.body, as: UTF8.self)
    }
}
