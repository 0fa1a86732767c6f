import Access
import HTTPTypes
import Logging
import Synchronization
import Testing

@testable import HTTPServing

/// Who may call what, over a socket.
@Suite struct KeyTests {
    private let keys: [KeyRole: APIKey] = [.viewer: .make(), .submitter: .make(), .operator: .make()]

    private var gate: KeyGate {
        let gate = KeyGate(isRequired: false)
        gate.replace(
            with: keys.map { role, key in
                KnownKey(
                    holder: KeyHolder(id: key.id, name: "a \(role.rawValue)", role: role), digest: key.digest,
                    expires: nil)
            })
        return gate
    }

    private func request(_ line: String, _ role: KeyRole? = nil, more: String = "") -> String {
        let key = role.flatMap { keys[$0] }.map { "Authorization: Bearer \($0.exposed)\r\n" } ?? ""
        return "\(line) HTTP/1.1\r\nHost: a\r\n\(key)\(more)\r\n"
    }

    private func served(
        gate: KeyGate? = nil, logger: Logger = .quiet, _ body: @Sendable (ServedTest) async throws -> Void
    ) async throws {
        try await withServer(
            settings: { $0.gate = gate ?? self.gate }, logger: logger,
            routes: { router in
                router.on(.get, "/open", needs: nil) { _ in .text("open") }
                router.on(.get, "/looks", needs: .viewer) { .text($0.caller?.name ?? "nobody") }
                router.on(.post, "/submits", needs: .submitter) { .text($0.caller?.name ?? "nobody") }
                router.on(.get, "/forgotten") { .text($0.caller?.name ?? "nobody") }
            }, body)
    }

    @Test func `a route takes its role and those above, and a route without a word takes operators alone`()
        async throws
    {
        try await served { (test: ServedTest) async throws -> Void in
            for (line, least) in [
                ("GET /looks", KeyRole.viewer), ("HEAD /looks", .viewer), ("POST /submits", .submitter),
                ("GET /forgotten", .operator),
            ] {
                #expect(try await test.exchange(request(line)).status == 401, "\(line)")
                for role in KeyRole.allCases {
                    let reply = try await test.exchange(request(line, role))
                    #expect(reply.status == (role >= least ? 200 : 403), "\(line) \(role)")
                    let isAnswered = role >= least && !line.hasPrefix("HEAD")
                    #expect(!isAnswered || reply.body == "a \(role.rawValue)", "\(line) \(role)")
                }
            }
            #expect(try await test.exchange(request("GET /open")).body == "open")
        }
    }

    @Test func `a key that asks too often is told when to come again, and others are not`() async throws {
        let (slow, other) = (APIKey.make(), APIKey.make())
        let limits = KeyLimits(requestsPerMinute: 2)
        let gate = KeyGate(isRequired: false)
        gate.replace(
            with: [slow, other].map {
                KnownKey(
                    holder: KeyHolder(id: $0.id, name: "a", role: .viewer, limits: limits), digest: $0.digest,
                    expires: nil)
            })
        try await served(gate: gate) { (test: ServedTest) async throws -> Void in
            func ask(_ key: APIKey) async throws -> RawReply {
                try await test.exchange(
                    request("GET /looks", more: "Authorization: Bearer \(key.exposed)\r\n"))
            }
            for _ in 0..<2 { #expect(try await ask(slow).status == 200) }
            let refused = try await ask(slow)
            #expect(refused.status == 429)
            #expect((1...30).contains(Int(refused.fields["retry-after"] ?? "") ?? 0))
            #expect(refused.body.contains(#""code":"too_many_requests""#))
            #expect(try await ask(other).status == 200)
            #expect(try await test.exchange(request("GET /open")).status == 200)
        }
    }

    @Test func `without keys a service on loopback answers to names of this machine alone`() async throws {
        let gate = KeyGate(isRequired: false)
        gate.replace(with: nil)
        try await served(gate: gate) { (test: ServedTest) async throws -> Void in
            for (host, status) in [
                ("localhost:8080", 200), ("127.0.0.1:8080", 200), ("[::1]:80", 200), ("LOCALHOST", 200),
                ("evil.example", 421), ("127.0.0.1.evil.example", 421), ("localhost.evil.example", 421),
            ] {
                let reply = try await test.exchange("GET /looks HTTP/1.1\r\nHost: \(host)\r\n\r\n")
                #expect(reply.status == status, "\(host)")
            }
            #expect(try await test.exchange(request("GET /open")).status == 200)
        }
    }

    @Test func `a refusal says how to come in and what a key lacks, never what came`() async throws {
        try await served { (test: ServedTest) async throws -> Void in
            let missing = try await test.exchange(request("GET /looks"))
            #expect(missing.fields["www-authenticate"] == #"Bearer realm="pairmill""#)
            #expect(missing.body.contains(#""code":"key_missing""#))

            let wrong = APIKey.make().exposed
            let invalid = try await test.exchange(
                request("GET /looks", more: "Authorization: Bearer \(wrong)\r\n"))
            #expect(invalid.status == 401)
            #expect(invalid.fields["www-authenticate"] == #"Bearer realm="pairmill", error="invalid_token""#)
            #expect(!invalid.body.contains(wrong.suffix(43)))

            let little = try await test.exchange(request("POST /submits", .viewer))
            #expect(
                little.fields["www-authenticate"] == #"Bearer realm="pairmill", error="insufficient_scope""#)
            #expect(little.body.contains("good for a viewer; this takes the key of a submitter"))

            let path = try await test.exchange(request("GET /\(wrong)", .viewer))
            #expect(path.status == 404)
            #expect(!path.body.contains(wrong.suffix(43)))
        }
    }

    @Test func `a key in the wrong place is told to nobody`() async throws {
        let key = APIKey.make().exposed
        let lines = LoggedLines()
        try await withServer(
            settings: { $0.gate = self.gate }, logger: Logger(label: "test") { _ in lines },
            routes: { router in
                router.on(.post, "/things/{thing}", needs: .submitter) { request in
                    let thing = request.parameter("thing")
                    throw Problem(
                        422, code: "wrong", detail: "there is no \(thing)",
                        errors: [Problem.Field(pointer: "/\(thing)", detail: "\(thing) is wrong")])
                }
            }
        ) { (test: ServedTest) async throws -> Void in
            let reply = try await test.exchange(
                request("POST /things/\(key)", .submitter, more: "X-Request-Id: \(key)\r\n"))
            #expect(reply.status == 422)
            #expect(reply.body.contains("there is no \(key.prefix(15))"))
            #expect(!"\(reply)".contains(key.suffix(43)))
        }
        #expect(!lines.all.isEmpty)
        #expect(!"\(lines.all)".contains(key.suffix(43)))
    }

    @Test func `framing is judged before keys, and content is not waited for`() async throws {
        try await served { (test: ServedTest) async throws -> Void in
            let smuggled = request(
                "POST /submits", more: "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n")
            #expect(try await test.exchange(smuggled).status == 400)
            // Nothing of the content is ever sent.
            let announced = request("POST /submits", more: "Content-Length: 500000\r\n")
            #expect(try await test.exchange(announced).status == 401)
            let expecting = request(
                "POST /submits", more: "Content-Length: 5\r\nExpect: 100-continue\r\n")
            #expect(try await test.exchange(expecting).status == 401)
        }
    }

    @Test func `two Authorization fields are refused`() async throws {
        try await served { (test: ServedTest) async throws -> Void in
            let twice = request(
                "GET /looks", .operator, more: "authorization: Bearer \(keys[.operator]?.exposed ?? "")\r\n")
            #expect(try await test.exchange(twice).status == 401)
        }
    }

    @Test func `before the keys are known nothing is answered but open routes`() async throws {
        try await served(gate: KeyGate(isRequired: false)) { (test: ServedTest) async throws -> Void in
            let reply = try await test.exchange(request("GET /looks", .operator))
            #expect(reply.status == 503)
            #expect(reply.fields["retry-after"] == "1")
            #expect(try await test.exchange(request("GET /open")).status == 200)
        }
    }

    @Test func `what may change something is logged with who asked and how it ended, without keys`()
        async throws
    {
        let lines = LoggedLines()
        try await served(logger: Logger(label: "test") { _ in lines }) { test in
            _ = try await test.exchange(request("POST /submits?a=1", .submitter))
            _ = try await test.exchange(request("POST /submits", .viewer))
            _ = try await test.exchange(request("DELETE /\(keys[.viewer]?.exposed ?? "")"))
            _ = try await test.exchange(request("GET /looks", .operator))
        }
        let audits = lines.all.filter { $0.message == "audit" }.map(\.metadata)
        #expect(audits.map { $0["status"] } == ["200", "403", "404"])
        #expect(
            audits.map { $0["key"] } == [
                keys[.submitter]?.id ?? "", keys[.viewer]?.id ?? "", "none",
            ])
        #expect(audits.map { $0["holder"] } == ["a submitter", "a viewer", ""])
        #expect(audits.first?["path"] == "/submits")
        #expect(audits.first?["method"] == "POST")
        for key in keys.values { #expect(!"\(lines.all)".contains(key.exposed.suffix(43))) }
    }
}

/// Keeps what is logged, whatever its level.
private final class LoggedLines: LogHandler {
    struct Line: Sendable {
        let message: String
        let metadata: [String: String]
    }

    private let lines = Mutex<[Line]>([])

    var all: [Line] { lines.withLock { $0 } }

    func log(event: LogEvent) {
        let metadata = (event.metadata ?? [:]).mapValues { "\($0)" }
        lines.withLock { $0.append(Line(message: "\(event.message)", metadata: metadata)) }
    }

    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }
}
