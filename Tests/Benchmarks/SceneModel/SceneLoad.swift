import Curl

/// Sends calls to a scene-model, one after the other from each place.
struct SceneLoad: Sendable {
    /// What the server's metrics page says of its work so far.
    struct Reading: Sendable {
        let calls: Int
        let busySeconds: Double
    }

    private let client: CurlClient
    private let url: String
    private let bodies: [[UInt8]]

    init(client: CurlClient, url: String, calls: SceneCalls) {
        self.client = client
        self.url = url
        bodies = calls.bodies
    }

    /// Sends every `step`th call again and again until cancelled.
    func send(from place: Int, step: Int) async throws {
        var next = place
        while !Task.isCancelled {
            let body = bodies[next % bodies.count]
            next += step
            let request = CurlRequest(
                "POST", url + "/v1/chat/completions", fields: [("Content-Type", "application/json")],
                body: body)
            do {
                let reply = try await client.send(request)
                guard reply.status == 200 else {
                    throw BenchmarkError.refused(String(decoding: reply.body, as: UTF8.self))
                }
            } catch {
                // Cancelled in mid-call: the measurement is over.
                if !Task.isCancelled { throw error }
            }
        }
    }

    func reading() async throws -> Reading {
        let page = try await client.send(CurlRequest("GET", url + "/metrics"))
        let lines = String(decoding: page.body, as: UTF8.self).split(separator: "\n")
        func value(_ name: String) -> Double {
            let line = lines.first { $0.hasPrefix(name + "{") }
            return line?.split(separator: " ").last.flatMap { Double($0) } ?? 0
        }
        return Reading(
            calls: Int(value("scene_model_requests_total")),
            busySeconds: value("scene_model_slot_busy_seconds_total"))
    }
}
