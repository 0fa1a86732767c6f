import Contracts
import Curl
import EventLoop
import Foundation

/// Calls the Orchestrator's REST API.
struct OrchestratorClient: Sendable {
    /// Without a slash at its end.
    let address: String
    private let key: String?
    private let curl: CurlClient

    /// `trust`: a file of PEM certificates to trust instead of the system's.
    init(address: String, key: String? = nil, trust: String? = nil) throws {
        self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
        self.key = key
        var settings = CurlSettings(trusting: trust)
        // An export may think for a while before its first row.
        settings.stalledSeconds = 600
        curl = CurlClient(loop: try ReadinessLoop(label: "client"), settings: settings)
    }

    func get<Reply: Decodable>(_ path: String, as type: Reply.Type = Reply.self) async throws(APIError)
        -> Reply
    {
        try decode(await send(CurlRequest("GET", address + path, fields: fields)), path)
    }

    /// A reply as it is, members in the order they came.
    func json(_ path: String) async throws(APIError) -> JSONValue {
        let body = try await send(CurlRequest("GET", address + path, fields: fields))
        do { return try JSONValue(parsing: body) } catch {
            throw .unreadable(path: path, reason: "\(error)")
        }
    }

    func post<Reply: Decodable>(
        _ path: String, json: [UInt8] = [], as type: Reply.Type = Reply.self
    ) async throws(APIError) -> Reply {
        try decode(await send(postRequest(path, json, type: "application/json")), path)
    }

    /// Posts without a look at the reply's body.
    func post(_ path: String) async throws(APIError) {
        _ = try await send(postRequest(path, [], type: "application/json"))
    }

    /// Gives each line of an NDJSON reply as it comes.
    func lines<Row: Decodable>(
        _ path: String, as type: Row.Type = Row.self, body: (Row) throws -> Void
    ) async throws {
        try await lines(of: CurlRequest("GET", address + path, fields: fields), path, body)
    }

    /// Uploads NDJSON and gives each line of the reply as it comes.
    func upload<Row: Decodable>(
        _ lines: [UInt8], to path: String, as type: Row.Type = Row.self, body: (Row) throws -> Void
    ) async throws {
        try await self.lines(of: postRequest(path, lines, type: "application/x-ndjson"), path, body)
    }

    /// Gives a reply's bytes as they come, once its status is known to be good.
    func bytes(_ path: String, body: ([UInt8]) throws -> Void) async throws {
        try await stream(CurlRequest("GET", address + path, fields: fields), body)
    }
}

extension OrchestratorClient {
    private var fields: [(name: String, value: String)] {
        key.map { [(name: "Authorization", value: "Bearer \($0)")] } ?? []
    }

    private func postRequest(_ path: String, _ body: [UInt8], type: String) -> CurlRequest {
        CurlRequest(
            "POST", address + path, fields: fields + [(name: "Content-Type", value: type)], body: body)
    }

    private func send(_ request: CurlRequest) async throws(APIError) -> [UInt8] {
        let reply: CurlReply
        do throws(CurlError) { reply = try await curl.send(request) } catch {
            throw .notReached(address: address, error)
        }
        guard 200..<300 ~= reply.status else { throw APIError(status: reply.status, body: reply.body) }
        return reply.body
    }

    private func decode<Reply: Decodable>(_ body: [UInt8], _ path: String) throws(APIError) -> Reply {
        do { return try JSONDecoder().decode(Reply.self, from: Data(body)) } catch {
            throw .unreadable(path: path, reason: "\(error)")
        }
    }

    private func lines<Row: Decodable>(
        of request: CurlRequest, _ path: String, _ body: (Row) throws -> Void
    ) async throws {
        var splitter = LineSplitter()
        try await stream(request) { bytes in
            for line in splitter.add(bytes) where !line.isEmpty { try body(decode(line, path)) }
        }
        if let last = splitter.finish() { try body(decode(last, path)) }
    }

    /// A stream may take as long as it moves: only standstill ends it.
    private func stream(_ request: CurlRequest, _ body: ([UInt8]) throws -> Void) async throws {
        var request = request
        request.deadline = .seconds(24 * 3600)
        request.maxReplyBytes = Int.max
        do {
            let reply = try await curl.stream(request)
            guard 200..<300 ~= reply.status else {
                var text: [UInt8] = []
                for try await bytes in reply.body where text.count < 1 << 20 { text += bytes }
                throw APIError(status: reply.status, body: text)
            }
            for try await bytes in reply.body { try body(bytes) }
        } catch let error as CurlError { throw APIError.notReached(address: address, error) }
    }
}
