import Testing

@testable import HTTPServing

@Suite struct RequestParserTests {
    @Test(arguments: ParserCorpus.accepted)
    func `well-formed requests are told to their ends`(input: String) {
        let trace = ParserTrace(input)
        #expect(trace.rule == nil)
        #expect(trace.ends == input.components(of: "HTTP/1."))
    }

    @Test(arguments: ParserCorpus.refused)
    func `a broken rule is named`(input: String, rule: String, status: Int) {
        let trace = ParserTrace(input)
        #expect(trace.rule == rule)
        #expect(trace.status == status)
    }

    @Test func `heads, content and ends come in their order`() {
        let trace = ParserTrace(ParserCorpus.accepted[4])
        #expect(
            trace.events == [
                .head(method: "POST", target: "/", fields: ["Host: a", "Transfer-Encoding: ,Chunked"]),
                .content(Array("hello, 3456789!".utf8)), .end,
                .head(method: "OPTIONS", target: "*", fields: ["Host: a"]), .end,
            ])
    }

    @Test(arguments: ParserCorpus.accepted + ParserCorpus.refused.map(\.input))
    func `every split of an input tells the same`(input: String) {
        let bytes = Array(input.utf8)
        let whole = ParserTrace(bytes, cuts: [])
        #expect(ParserTrace(bytes, cuts: Array(1..<max(1, bytes.count))) == whole)
        for cut in 1..<bytes.count {
            #expect(ParserTrace(bytes, cuts: [cut]) == whole, "cut at \(cut)")
        }
    }

    @Test(arguments: ParserCorpus.accepted)
    func `every pair of cuts tells the same`(input: String) {
        let bytes = Array(input.utf8)
        let whole = ParserTrace(bytes, cuts: [])
        // Cuts far apart are as good as one alone; of short inputs all are tried.
        let reach = bytes.count < 80 ? bytes.count : 16
        for first in 1..<bytes.count {
            for second in first..<min(bytes.count, first + reach)
            where ParserTrace(bytes, cuts: [first, second]) != whole {
                Issue.record("cut at \(first) and \(second)")
                return
            }
        }
    }

    @Test(arguments: 0..<8)
    func `of whatever bytes, every split tells the same, and what the grammar says`(seed: UInt64) {
        var mutations = ParserMutations(seed: seed)
        for _ in 0..<1_000 {
            let input = mutations.next()
            guard let violation = ParserProperties.violation(of: input) else { continue }
            Issue.record("\(violation): \(String(decoding: input, as: UTF8.self).debugDescription)")
            return
        }
    }

    @Test func `nothing after a rejection is a request`() {
        let bytes = Array("GET / HTTP/1.1\n\nGET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        var parser = RequestParser(limits: ParserLimits())
        var position = 0
        for _ in 0..<3 {
            guard case .rejected(let rejection) = parser.next(in: bytes.span, at: &position) else {
                Issue.record("it went on")
                return
            }
            #expect(rejection.rule == "H12")
        }
    }

    @Test(arguments: [(-1, nil), (0, nil), (1, "H20")])
    func `a target may be as long as its limit`(excess: Int, rule: String?) {
        let target = "/" + String(repeating: "a", count: ParserLimits().target - 1 + excess)
        #expect(ParserTrace("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n").rule == rule)
    }

    @Test func `a line without end is refused once it is too long`() {
        #expect(ParserTrace("GET /" + String(repeating: "a", count: 9_000)).rule == "H20")
        #expect(ParserTrace(String(repeating: "A", count: 9_000)).rule == "H22")
        #expect(ParserTrace("GET / " + String(repeating: "a", count: 9_000)).rule == "H14")
        let field = "GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "a", count: 17_000)
        #expect(ParserTrace(field).rule == "H21")
    }

    @Test(arguments: [(99, nil), (100, "H21")])
    func `a hundred fields are the most`(more: Int, rule: String?) {
        let fields = (0..<more).map { "X-\($0): 1" }.joined(separator: "\r\n")
        #expect(ParserTrace(ParserCorpus.post(fields)).rule == rule)
    }

    @Test(arguments: [(0, nil), (1, "H21")])
    func `trailers use what the fields left of the section's limit`(excess: Int, rule: String?) {
        var limits = ParserLimits()
        let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
        limits.fieldSection = "Host: a\r\nTransfer-Encoding: chunked\r\nT: 12345\r\n".utf8.count - excess
        #expect(ParserTrace(head + "\r\n0\r\nT: 12345\r\n\r\n", limits: limits).rule == rule)
    }

    @Test func `chunks beyond the content's limit are refused at their size line`() {
        let input = ParserCorpus.post("Transfer-Encoding: chunked") + "5\r\nhello\r\n6\r\n"
        #expect(ParserTrace(input, bodyLimit: 11).rule == nil)
        #expect(ParserTrace(input, bodyLimit: 10).rule == "H23")
        #expect(ParserTrace(input, bodyLimit: 10).contents == ["hello"])
    }

    @Test func `a flood of tiny chunks is refused, large chunks never`() {
        let head = ParserCorpus.post("Transfer-Encoding: chunked")
        let tiny = head + String(repeating: "1\r\na\r\n", count: 30_000)
        #expect(ParserTrace(tiny).rule == "H29")
        #expect(ParserTrace(head + String(repeating: "1\r\na\r\n", count: 10_000)).rule == nil)
        let content = String(repeating: "a", count: 256)
        #expect(ParserTrace(head + String(repeating: "100\r\n\(content)\r\n", count: 30_000)).rule == nil)
    }

    @Test(arguments: [("", nil), ("1\r\n", "H29"), ("1389\r\n", "H29"), ("138A\r\n", nil)])
    func `both parsers call the same chunks tiny`(line: String, rule: String?) {
        let flood = String(repeating: "1\r\na\r\n", count: 20_000)
        let input = ParserCorpus.post("Transfer-Encoding: chunked") + flood + line
        #expect(ParserTrace(input).rule == rule)
        #expect(ParserProperties.violation(of: [ParserChoice.own] + Array(input.utf8)) == nil)
    }

    @Test func `all chunk extensions of a message share a limit`() {
        let line = "1;\(String(repeating: "x", count: 99))\r\na\r\n"
        let head = ParserCorpus.post("Transfer-Encoding: chunked")
        #expect(ParserTrace(head + String(repeating: line, count: 40)).rule == nil)
        #expect(ParserTrace(head + String(repeating: line, count: 41)).rule == "H26")
    }

    @Test func `what looks like a request inside content is content`() {
        let inner = "GET /inner HTTP/1.1\r\nHost: a\r\n\r\n"
        let trace = ParserTrace(
            ParserCorpus.post("Content-Length: \(inner.utf8.count)") + inner + ParserCorpus.accepted[0])
        #expect(trace.ends == 2)
        #expect(trace.contents == [inner])
    }
}

extension String {
    /// How often a text occurs in it.
    fileprivate func components(of text: String) -> Int { split(separator: text).count - 1 }
}
