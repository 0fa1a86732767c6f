import Testing

@testable import HTTPServing

@Suite struct ParserChoiceTests {
    /// Requests at the edge of a small limit and a step beyond it, with the rule that is broken there.
    static let edges: [(within: String, beyond: String, rule: String)] = [
        (request("\r\nGET /"), request("\r\n\r\nGET /"), "H16"),
        (request("GET /next"), request("GET /next5"), "H20"),
        (request("POST /"), request("POSTS /"), "H22"),
        (field(26), field(27), "H21"),
        (field(38), field(39), "H21"),
        (ParserCorpus.post("X:\r\nX:"), ParserCorpus.post("X:\r\nX:\r\nX:"), "H21"),
        (chunked("0\r\nT: 1234567"), chunked("0\r\nT: 12345678"), "H21"),
        (chunked("00000;x=2345"), chunked("000000;x=2345"), "H26"),
        (chunked("1;x=1\r\na\r\n0;x=1"), chunked("1;x=1\r\na\r\n1;x=1\r\na\r\n0;y"), "H26"),
        (counted("hello"), counted("hello!"), "H23"),
        (chunked("5\r\nhello\r\n6\r\n world\r\n0"), chunked("5\r\nhello\r\n7\r\n worlds\r\n0"), "H23"),
    ]

    @Test(arguments: edges)
    func `both parsers stop at the edge of every limit`(within: String, beyond: String, rule: String) {
        let stopping = ParserChoice.several.filter { byte in
            trace(of: within, byte).ends == 1 && trace(of: beyond, byte).rule == rule
        }
        #expect(!stopping.isEmpty)
        for byte in ParserChoice.several {
            #expect(ParserProperties.violation(of: [byte] + Array(within.utf8)) == nil)
            #expect(ParserProperties.violation(of: [byte] + Array(beyond.utf8)) == nil)
        }
    }

    @Test func `a server's own limits are among them, as the documents have them`() {
        let choice = ParserChoice(ParserChoice.own)
        let limits = choice.limits
        #expect([limits.target, limits.method, limits.emptyLines] == [8_192, 32, 4])
        #expect([limits.fieldSection, limits.fieldCount, limits.fieldLine] == [32_768, 100, 16_384])
        #expect([limits.chunkLine, limits.chunkExtensions] == [256, 4_096])
        #expect(choice.bodyLimit == Int.max)
    }

    @Test func `no choice is the mark of a form`() {
        #expect(!ParserChoice.several.contains(0))
    }

    private static func request(_ start: String) -> String { "\(start) HTTP/1.1\r\nHost: a\r\n\r\n" }

    /// A request with a field line of so many bytes.
    private static func field(_ length: Int) -> String {
        ParserCorpus.post("X: " + String(repeating: "x", count: length - 3))
    }

    private static func counted(_ content: String) -> String {
        ParserCorpus.post("Content-Length: \(content.utf8.count)") + content
    }

    private static func chunked(_ framing: String) -> String { ParserCorpus.chunked(framing) }

    private func trace(of input: String, _ byte: UInt8) -> ParserTrace {
        let choice = ParserChoice(byte)
        return ParserTrace(input, limits: choice.limits, bodyLimit: choice.bodyLimit)
    }
}
