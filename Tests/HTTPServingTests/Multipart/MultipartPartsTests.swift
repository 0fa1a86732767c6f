import HTTPTypes
import Testing

@testable import HTTPServing

@Suite struct MultipartPartsTests {
    private func parts(_ text: String) throws -> MultipartParts {
        let boundary = try #require(MultipartBoundary("b"))
        return MultipartParts(reader: MultipartReader(RequestBody(Array(text.utf8)), boundary: boundary))
    }

    private func part(_ name: String, _ content: String) -> String {
        "--b\r\nContent-Disposition: form-data; name=\(name)\r\n\r\n\(content)\r\n"
    }

    @Test func `parts are read in their order`() async throws {
        var seen: [String] = []
        for try await part in try parts(part("a", "1") + part("b", "22") + "--b--") {
            seen.append(
                "\(part.name)=\(String(decoding: try await part.body.collect(upTo: 9), as: UTF8.self))")
        }
        #expect(seen == ["a=1", "b=22"])
    }

    @Test func `a part that is not read is passed over`() async throws {
        var names: [String] = []
        var left: MultipartContent?
        for try await part in try parts(part("a", "1") + part("b", "22") + "--b--") {
            names.append(part.name)
            left = left ?? part.body
        }
        #expect(names == ["a", "b"])
        #expect(try await left?.collect(upTo: 9) == [])
    }

    @Test func `a part beyond its limit and a form without end are errors`() async throws {
        await #expect(throws: Problem.self) {
            for try await part in try parts(part("a", "123") + "--b--") {
                _ = try await part.body.collect(upTo: 2)
            }
        }
        await #expect(throws: MultipartError.incomplete) {
            for try await _ in try parts(part("a", "123")) {}
        }
    }

    @Test func `a form of many megabytes passes through a server`() async throws {
        try await withServer(routes: { router in
            router.on(.post, "/", limits: .streaming) { request in
                var sizes: [String] = []
                for try await part in try request.multipart() {
                    var size = 0
                    for try await piece in part.body { size += piece.count }
                    sizes.append("\(part.name)=\(size)")
                }
                return .text(sizes.joined(separator: " "))
            }
        }) { test in
            let content =
                part("a", String(repeating: "\r\n--x", count: 1_000_000)) + part("b", "") + "--b--\r\n"
            let client = try await test.client()
            try await client.send(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\n"
                    + "Content-Length: \(content.utf8.count)\r\n\r\n")
            try await client.send(content)
            #expect(try await client.reply().body == "a=5000000 b=0")
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n\r\n")
            #expect(try await client.reply().status == 415)
            client.close()
        }
    }
}
