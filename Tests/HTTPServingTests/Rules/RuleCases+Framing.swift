@testable import HTTPServing

/// Cases by topic; what is not refused here is in `ParserCorpus`.
enum RuleCases {
    /// A request that hides in the content of another.
    static let inner = "GET /inner HTTP/1.1\r\nHost: a\r\n\r\n"

    static func post(_ fields: String, _ content: String = "", version: String = "1.1") -> String {
        "POST / HTTP/\(version)\r\nHost: a\r\n\(fields)\r\n\r\n\(content)"
    }

    static func get(_ target: String, _ fields: String = "X: 1", version: String = "1.1") -> String {
        "GET \(target) HTTP/\(version)\r\nHost: a\r\n\(fields)\r\n\r\n"
    }

    static func chunked(_ chunks: String) -> String { post("Transfer-Encoding: chunked", chunks) }

    private static let counted = post("Content-Length: \(inner.utf8.count)", inner)
    private static let hex = String(inner.utf8.count, radix: 16)

    /// H1–H6, H24: one request or two?
    static let framing: [RuleCase] = [
        .accepted(1, counted, "200 POST / \(inner)"),
        .accepted(1, chunked("\(hex)\r\n\(inner)\r\n0\r\n\r\n"), "200 POST / \(inner)"),
        // Each order of the two, as front ends prefer the first or the last.
        .refused(1, post("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n\(inner)"), "400 H1"),
        .refused(1, post("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n\(inner)"), "400 H1"),
        .refused(
            1, counted + post("Content-Length: 4\r\nTransfer-Encoding:chunked", "0\r\n\r\n"),
            after: ["200 POST / \(inner)"], "400 H1"),
        .accepted(2, post("transfer-encoding: , CHUNKED ,", "1\r\nx\r\n0\r\n\r\n"), "200 POST / x"),
        .refused(2, post("Transfer-Encoding: chunked, identity", "0\r\n\r\n"), "400 H2"),
        .accepted(3, chunked("1\r\nx\r\n0\r\n\r\n"), "200 POST / x"),
        .refused(3, post("Transfer-Encoding: identity, chunked", "0\r\n\r\n"), "501 H3"),
        .accepted(
            4, post("Content-Length: 1\r\nConnection: keep-alive", "x", version: "1.0"), "200 POST / x"),
        .accepted(5, post("Content-Length: 00005", "hello"), "200 POST / hello"),
        .accepted(5, post("Content-Length:\t5 ", "hello"), "200 POST / hello"),
        .refused(5, post("Content-Length: 5;", "hello"), "400 H5"),
        .refused(5, post("Content-Length: \u{ff15}", "hello"), "400 H5"),
        .accepted(6, post("Content-Length: 5\r\nX-Content-Length: 9", "hello"), "200 POST / hello"),
        .refused(6, post("Content-Length: 5\r\nContent-Length: 5", "hello"), "400 H6"),
        .refused(6, post("Content-Length: 0\r\nContent-Length: 36", inner), "400 H6"),
        .refused(6, post("Content-Length: 5,5", "hello"), "400 H6"),
        .accepted(24, post("X: 1"), "200 POST / "),
        .accepted(24, post("X: 1") + inner, "200 POST / ", "200 GET /inner "),
        .refused(24, post("X: 1") + "hello ", after: ["200 POST / "], "400 H14"),
    ]

    /// H26–H29.
    static let chunks: [RuleCase] = [
        .accepted(26, chunked("0000000000000005;a\r\nhello\r\n00;b=\"c;d\" ; e\r\n\r\n"), "200 POST / hello"),
        .accepted(
            26, chunked("a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n"), "200 POST / 01234567890123456789"),
        .refused(26, chunked("5 \r\nhello\r\n0\r\n\r\n"), "400 H26"),
        .accepted(27, chunked("8\r\na\r\n0\r\n\r\n\r\n0\r\n\r\n"), "200 POST / a\r\n0\r\n\r\n"),
        .refused(27, chunked("1\r\nxy\r\n0\r\n\r\n"), "400 H27"),
        .accepted(28, chunked("1\r\nx\r\n0\r\nHost: evil\r\nContent-Length: 99\r\n\r\n"), "200 POST / x"),
        .accepted(28, chunked("0\r\nTransfer-Encoding: gzip\r\nConnection: close\r\n\r\n"), "200 POST / "),
        .refused(28, chunked("1\r\nx\r\n0\r\nX : 1\r\n\r\n"), "400 H8"),
        .refused(28, chunked("1\r\nx\r\n0\r\nX: \0\r\n\r\n"), "400 H13"),
        .refused(28, chunked("0\r\n\(String(repeating: "X: 1\r\n", count: 99))\r\n"), "431 H21"),
        .accepted(
            29, chunked(String(repeating: "1\r\nx\r\n", count: 10_000) + "0\r\n\r\n"), "200 POST / 10000"),
        .refused(29, chunked(String(repeating: "1\r\nx\r\n", count: 30_000) + "0\r\n\r\n"), "400 H29"),
    ]
}
