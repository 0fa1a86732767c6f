import Testing

@testable import Curl

@Suite struct HeadCollectorTests {
    private func collect(_ lines: [String], limit: Int = 1_000) -> (CurlReplyHead?, HeadCollector.Step) {
        var collector = HeadCollector(limit: limit)
        var step = HeadCollector.Step.more
        for line in lines { step = collector.add((line + "\r\n").utf8) }
        return (collector.head, step)
    }

    @Test func `a head is a status and fields in their order`() throws {
        let (head, step) = collect(["HTTP/1.1 404 Not Found", "A: 1", "b:  two words ", "A: 3", ""])

        #expect(step == .complete)
        let found = try #require(head)
        #expect(found.status == 404)
        #expect(found.fields.map(\.name) == ["A", "b", "A"])
        #expect(found["B"] == "two words")
        #expect(found["a"] == "1")
    }

    @Test func `an interim head is followed by the real one`() {
        let (head, _) = collect(["HTTP/1.1 100 Continue", "A: 1", "", "HTTP/1.1 200 OK", ""])

        #expect(head?.status == 200)
        #expect(head?.fields.isEmpty == true)
    }

    @Test func `trailers are dropped`() {
        let (head, step) = collect(["HTTP/1.1 200 OK", "A: 1", "", "A: 2"])

        #expect(step == .complete)
        #expect(head?.fields.count == 1)
    }

    @Test func `all lines count towards the limit`() {
        #expect(collect(["HTTP/1.1 200 OK", "A: 1234567890"], limit: 32).1 == .more)
        #expect(collect(["HTTP/1.1 200 OK", "A: 1234567890"], limit: 31).1 == .tooLarge)
    }
}
