import Contracts
import Curl
import Foundation
import Settings

/// Speaks the trainer contract (BACKENDS §8): files, trainings and their events.
struct TrainerClient: Sendable {
    let client: CurlClient
    /// The trainer's address without a slash at the end.
    let url: String
    let key: Secret?

    /// Starts a training; the same key finds the one that runs (QUEUE R36).
    func start(_ order: TrainerOrder, key: String) async throws(TrainerError) -> TrainerJob {
        try await ask(
            "POST", "/v1/fine_tuning/jobs", body: order, fields: [("Idempotency-Key", key)], TrainerJob.self)
    }

    func job(_ id: String) async throws(TrainerError) -> TrainerJob {
        try await ask("GET", "/v1/fine_tuning/jobs/\(id)", TrainerJob.self)
    }

    func cancel(_ id: String) async throws(TrainerError) {
        _ = try await ask("POST", "/v1/fine_tuning/jobs/\(id)/cancel", TrainerJob.self)
    }

    /// What was told since an event, oldest first; of very much the newest hundred.
    func events(of id: String, since last: String?) async throws(TrainerError) -> [TrainerEvent] {
        let list = try await ask(
            "GET", "/v1/fine_tuning/jobs/\(id)/events?limit=100", TrainerEventList.self)
        return list.data.prefix { $0.id != last }.reversed()
    }

    func deleteFile(_ id: String) async throws(TrainerError) {
        _ = try await send(request("DELETE", "/v1/files/\(id)"))
    }
}

extension TrainerClient {
    func request(_ method: String, _ path: String, deadline: Duration = .seconds(30)) -> CurlRequest {
        var request = CurlRequest(method, url + path, deadline: deadline)
        if let key { request.fields.append(("Authorization", "Bearer \(key.exposed)")) }
        return request
    }

    private func ask<Answer: Decodable & Sendable>(
        _ method: String, _ path: String, body: TrainerOrder? = nil,
        fields: [(name: String, value: String)] = [], _ answer: Answer.Type
    ) async throws(TrainerError) -> Answer {
        var request = request(method, path)
        request.fields += fields
        if let body {
            request.fields.append(("Content-Type", "application/json"))
            do { request.body = try body.jsonBytes() } catch { throw .refused("\(error)") }
        }
        return try Self.decode(answer, try await send(request))
    }

    /// Sends a request; every status but success is an error, in the trainer's words.
    func send(_ request: CurlRequest) async throws(TrainerError) -> [UInt8] {
        let reply: CurlReply
        do throws(CurlError) {
            reply = try await client.send(request)
        } catch {
            throw .unreachable("\(url): \(error)")
        }
        if let error = Self.error(reply.status, reply.body) { throw error }
        return reply.body
    }

    /// What a status means; nil for success.
    static func error(_ status: Int, _ body: [UInt8]) -> TrainerError? {
        let reason = "\(status): \(TrainerFailureBody.words(in: body))"
        return switch status {
        case 200..<300: nil
        case 404: .unknown(reason)
        case 408, 409, 429, 500...: .unreachable(reason)
        default: .refused(reason)
        }
    }

    static func decode<Answer: Decodable>(
        _ type: Answer.Type, _ body: [UInt8]
    ) throws(TrainerError) -> Answer {
        do {
            return try JSONDecoder().decode(type, from: Foundation.Data(body))
        } catch {
            throw .unreachable(
                "its reply can't be read: \(String(decoding: body.prefix(200), as: UTF8.self))")
        }
    }
}
