import HTTPTypes
import TestSupport
import Testing

@testable import HTTPServing

/// Conditional requests (RFC 9110 §13.1).
@Suite struct EntityTagTests {
    private let tag = EntityTag("a1,b")

    @Test(arguments: [
        (#""a1,b""#, true), (#""x", "a1,b""#, true), (#""x","a1,b""#, true), ("*", true),
        (#"W/"a1,b""#, false), (#""a1""#, false), ("a1,b", false), (#""x"#, false), ("", false),
        (#"nonsense, "a1,b""#, false),
    ])
    func `If-Match names a state by a strong tag or any by a star`(field: String, isNamed: Bool) {
        #expect(tag.isAmong([field], weakly: false) == isNamed)
    }

    @Test func `If-None-Match takes weak tags too, and several fields are one list`() {
        #expect(tag.isAmong([#"W/"a1,b""#], weakly: true))
        #expect(tag.isAmong([#""x""#, #""a1,b""#], weakly: true))
        #expect(!tag.isAmong([#"W/"other""#], weakly: true))
    }

    private func routes(_ router: inout Router) {
        router.on(.get, "/row") { request in
            request.has(tag) ? .notModified(tag) : .text("row").tagged(tag)
        }
        router.on(.put, "/row") { request in
            try request.demand(tag)
            return .text("changed").tagged(tag)
        }
    }

    @Test func `a known state is not sent again, and a state that has gone is not changed`() async throws {
        try await withServer(routes: routes) { (test: ServedTest) async throws -> Void in
            func ask(_ method: String, _ field: String) async throws -> RawReply {
                let client = try await test.client()
                try await client.send(
                    Array("\(method) /row HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\(field)\r\n".utf8))
                let reply = try await client.reply()
                client.close()
                return reply
            }
            let plain = try await ask("GET", "")
            #expect(plain.status == 200 && plain.fields["etag"] == tag.description)
            let known = try await ask("GET", "If-None-Match: \(tag)\r\n")
            #expect(known.status == 304 && known.fields["etag"] == tag.description && known.body.isEmpty)
            #expect(try await ask("PUT", "If-Match: \(tag)\r\n").status == 200)
            #expect(try await ask("PUT", "").status == 200)
            let refused = try await ask("PUT", "If-Match: \"old\"\r\n")
            #expect(refused.status == 412 && refused.body.contains("changed_meanwhile"))
        }
    }
}
