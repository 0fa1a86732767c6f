import Contracts
import Curl
import Foundation
import Testing

@testable import scene_model

/// A client of the trainer contract.
extension RunningScene {
    /// Serves with a trainer in a folder of its own.
    static func training(
        _ change: (inout TrainerSettings) -> Void = { _ in },
        _ body: @Sendable (RunningScene) async throws -> Void
    ) async throws {
        let folder = try TrainerTestFolder()
        defer { folder.remove() }
        var settings = folder.settings
        change(&settings)
        try await serving(training: settings, body)
    }

    /// Sends a request and reads the reply as JSON; fails on another status.
    func trainer(
        _ method: String, _ path: String, _ body: JSONValue? = nil, key: String? = nil,
        expecting status: Int = 200
    ) async throws -> JSONValue {
        var fields: [(name: String, value: String)] = [("Content-Type", "application/json")]
        if let key { fields.append(("Idempotency-Key", key)) }
        let reply = try await client.send(
            CurlRequest(
                method, url + path, fields: fields, body: body.map { Array($0.json.utf8) } ?? [],
                deadline: .seconds(20)))
        #expect(reply.status == status, "\(path): \(String(decoding: reply.body, as: UTF8.self))")
        return try JSONValue(parsing: reply.body)
    }

    /// Uploads a training file and returns its id.
    func upload(_ lines: [UInt8], purpose: String = "fine-tune", expecting status: Int = 200) async throws
        -> JSONValue
    {
        let boundary = "scene-model-test"
        let head = """
            --\(boundary)\r
            Content-Disposition: form-data; name="purpose"\r
            \r
            \(purpose)\r
            --\(boundary)\r
            Content-Disposition: form-data; name="file"; filename="pairs.jsonl"\r
            Content-Type: application/jsonl\r
            \r

            """
        let reply = try await client.send(
            CurlRequest(
                "POST", url + "/v1/files",
                fields: [("Content-Type", "multipart/form-data; boundary=\(boundary)")],
                body: Array(head.utf8) + lines + Array("\r\n--\(boundary)--\r\n".utf8), deadline: .seconds(20)
            ))
        #expect(reply.status == status, "\(String(decoding: reply.body, as: UTF8.self))")
        return try JSONValue(parsing: reply.body)
    }

    func content(of file: String) async throws -> [UInt8] {
        let reply = try await client.send(
            CurlRequest("GET", "\(url)/v1/files/\(file)/content", deadline: .seconds(20)))
        #expect(reply.status == 200)
        return reply.body
    }

    /// Uploads lines and asks for a training on them; returns the job's id.
    func train(
        _ lines: [UInt8], _ changes: [String: JSONValue] = [:], hyperparameters: JSONValue = [:]
    ) async throws -> String {
        let file = try await upload(lines)["id"]?.text ?? ""
        let job = try await trainer(
            "POST", "/v1/fine_tuning/jobs", Self.request(file, changes, hyperparameters: hyperparameters))
        return try #require(job["id"]?.text)
    }

    /// A body of POST /v1/fine_tuning/jobs, with hyperparameters or members in other values.
    static func request(
        _ file: String, _ changes: [String: JSONValue] = [:], hyperparameters: JSONValue = [:]
    ) -> JSONValue {
        [
            "model": changes["model"] ?? "scene-1",
            "training_file": changes["training_file"] ?? .string(file),
            "suffix": changes["suffix"] ?? "gen-3f2a91c0-r2", "seed": changes["seed"] ?? 42,
            "method": ["type": "dpo", "dpo": ["hyperparameters": hyperparameters]],
            "metadata": changes["metadata"]
                ?? ["job": "job_1", "round": "2", "role": "generator", "init_adapter": ""],
        ]
    }

    /// Asks for a job until a condition holds; whoever asks waits for the reply, so this does not spin.
    @discardableResult
    func job(_ id: String, until holds: (JSONValue) -> Bool) async throws -> JSONValue {
        let end = ContinuousClock.now + .seconds(30)
        while true {
            let job = try await trainer("GET", "/v1/fine_tuning/jobs/\(id)")
            if holds(job) { return job }
            try #require(ContinuousClock.now < end, "\(job.json)")
        }
    }

    /// The job once it is over.
    func finished(_ id: String) async throws -> JSONValue {
        try await job(id) { ["succeeded", "failed", "cancelled"].contains($0["status"]?.text ?? "") }
    }

    /// All events of a job, the oldest first.
    func events(_ id: String) async throws -> [JSONValue] {
        let page = try await trainer("GET", "/v1/fine_tuning/jobs/\(id)/events?limit=1000")
        return (page["data"]?.elements ?? []).reversed()
    }
}
