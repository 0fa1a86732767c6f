import HTTPTypes
import Testing

@testable import HTTPServing

/// What web pages can't do with a service, and what every reply tells a browser.
@Suite struct PageGuardTests {
    private func routes(_ router: inout Router) {
        router.on(.post, "/change") { _ in .text("changed") }
        router.on(.get, "/look") { _ in .text("seen") }
        router.on(.get, "/page") { _ in
            var reply = Reply.text("page", type: "text/html")
            reply.fields[.contentSecurityPolicy] = "default-src 'self'"
            return reply
        }
    }

    private func status(_ line: String, _ fields: [String], _ test: ServedTest) async throws -> Int {
        let more = fields.map { "\($0)\r\n" }.joined()
        return try await test.exchange("\(line) HTTP/1.1\r\nHost: mill.example:8080\r\n\(more)\r\n").status
    }

    @Test func `a page of another origin changes nothing`() async throws {
        try await withServer(routes: routes) { (test: ServedTest) async throws -> Void in
            for fields in [
                ["Sec-Fetch-Site: cross-site"], ["Sec-Fetch-Site: same-site"],
                ["Origin: https://evil.example"],
                ["Origin: null"], ["Origin: http://mill.example:8081"],
                ["Sec-Fetch-Site: same-origin", "Origin: http://evil.example"],
            ] {
                #expect(try await status("POST /change", fields, test) == 403, "\(fields)")
                #expect(try await status("GET /look", fields, test) == 200, "\(fields)")
            }
        }
    }

    @Test func `a page of ours may, and a program that says nothing`() async throws {
        try await withServer(routes: routes) { (test: ServedTest) async throws -> Void in
            for fields in [
                [], ["Sec-Fetch-Site: none"],
                ["Sec-Fetch-Site: same-origin", "Origin: http://mill.example:8080"],
                ["Origin: https://MILL.example:8080"],
            ] {
                #expect(try await status("POST /change", fields, test) == 200, "\(fields)")
            }
        }
    }

    @Test func `no reply may be guessed at, framed or run, unless its handler says otherwise`() async throws {
        try await withServer(routes: routes) { (test: ServedTest) async throws -> Void in
            for (path, policy) in [
                ("/look", "default-src 'none'; frame-ancestors 'none'"), ("/page", "default-src 'self'"),
                ("/nowhere", "default-src 'none'; frame-ancestors 'none'"),
            ] {
                let reply = try await test.exchange("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(reply.fields["content-security-policy"] == policy)
                #expect(reply.fields["x-content-type-options"] == "nosniff")
                #expect(reply.fields["referrer-policy"] == "no-referrer")
                #expect(reply.fields["access-control-allow-origin"] == nil)
            }
        }
    }
}
