@testable import HTTPServing

extension RuleCases {
    private static let expecting = "Expect: 100-continue\r\nContent-Length: 2"
    private static let large = String(repeating: "x", count: 100_000)

    /// H25, H30–H35, H37: what a connection lives through.
    static let connections: [RuleCase] = expectations + replies + lives

    private static let expectations: [RuleCase] = [
        RuleCase(
            25, .accepted,
            [
                .send(post(expecting)), .interim, .send("ok" + RuleCase.last), .reply("200 POST / ok"),
                .reply(RuleCase.lastReply), .end,
            ]),
        .accepted(25, post(expecting, "ok"), "200 POST / ok"),
        .accepted(25, post("\(expecting)\r\nConnection: keep-alive", "ok", version: "1.0"), "200 POST / ok"),
        .declined(25, post("Expect: magic\r\nContent-Length: 5", "hello"), "417 expectation_unknown"),
        // A final status at once: content that may come yet is no request.
        RuleCase(
            25, .refused,
            [
                .send("POST /ignores HTTP/1.1\r\nHost: a\r\n\(expecting)\r\n\r\n"), .refusal("200 ignored"),
                .send("ok" + RuleCase.last), .end,
            ]),
    ]

    private static let replies: [RuleCase] = [
        RuleCase(
            30, .accepted,
            [
                .send("HEAD /size/7 HTTP/1.1\r\nHost: a\r\n\r\n"), .headReply("200 "),
                .field("content-length", "7"), .field("transfer-encoding", nil),
                .send(get("/stream")), .reply("200 ab"), .field("transfer-encoding", "chunked"),
                .send("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"), .reply("200 ab"),
                .field("transfer-encoding", nil), .field("connection", "close"), .end,
            ]),
        // A handler's content where none may be.
        RuleCase(
            30, .refused,
            [
                .send(get("/status/204")), .reply("204"), .field("content-length", nil),
                .field("transfer-encoding", nil),
                .send(get("/status/304") + RuleCase.last), .reply("304"), .field("transfer-encoding", nil),
                .reply(RuleCase.lastReply), .end,
            ]),
        RuleCase(
            31, .accepted,
            [
                .send("POST /ignores HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n\(large)"),
                .reply("200 ignored"), .send(RuleCase.last), .reply(RuleCase.lastReply), .end,
            ]),
        RuleCase(
            31, .refused,
            [
                .send("POST /ignores HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n\(large)"),
                .refusal("200 ignored"), .send(RuleCase.last), .end,
            ]),
    ]

    private static let lives: [RuleCase] = [
        .accepted(32, get("/", "Connection: closed, x"), "200 GET / "),
        RuleCase(
            32, .refused,
            [.send(get("/", "Connection: x, ClOsE") + RuleCase.last), .refusal("200 GET / "), .end]),
        RuleCase(
            33, .accepted,
            [
                .send("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"), .reply("200 GET / "),
                .field("connection", "keep-alive"), .send(RuleCase.last), .reply(RuleCase.lastReply), .end,
            ]),
        RuleCase(
            33, .refused, [.send("GET / HTTP/1.0\r\n\r\n" + RuleCase.last), .refusal("200 GET / "), .end]),
        .accepted(
            34, get("/size/100000") + get("/") + post("Content-Length: 1", "x") + get("/size/9"),
            "200 \(large)", "200 GET / ", "200 POST / x", "200 xxxxxxxxx"),
        .refused(
            34, get("/size/100000") + get("/") + post("Content-Length: x") + get("/size/9"),
            after: ["200 \(large)", "200 GET / "], "400 H5"),
        // Half-closed is not gone.
        RuleCase(
            35, .accepted, [.send(post("Content-Length: 2", "ok")), .finish, .reply("200 POST / ok"), .end]),
        RuleCase(
            35, .refused,
            [.send(post("Content-Length: 5", "hel")), .finish, .reply("400 body_incomplete"), .end]),
        RuleCase(
            35, .refused, [.send(chunked("3\r\nhel\r\n")), .finish, .reply("400 body_incomplete"), .end]),
        RuleCase(35, .refused, [.send("GET / HTTP/1.1\r\nHost"), .finish, .end]),
        // What still comes must not reset the connection before the last reply was read.
        RuleCase(
            37, .accepted,
            [
                .send(get("/", "Connection: close") + String(repeating: get("/"), count: 10_000)),
                .refusal("200 GET / "), .end,
            ]),
        .refused(37, get("/", "X : 1") + String(repeating: get("/"), count: 10_000), "400 H8"),
    ]
}
