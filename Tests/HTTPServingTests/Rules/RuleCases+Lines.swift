@testable import HTTPServing

extension RuleCases {
    private static func fields(_ count: Int) -> String {
        Array(repeating: "X: 1", count: count).joined(separator: "\r\n")
    }

    /// H7–H16, H21.
    static let lines: [RuleCase] = [
        .accepted(7, "GET / HTTP/1.1\r\nHost: a.b-c:8080\r\n\r\n", "200 GET / "),
        .accepted(7, "GET / HTTP/1.1\r\nhost:[::1]:80\r\n\r\n", "200 GET / "),
        .accepted(7, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "200 GET / "),
        .refused(7, "GET / HTTP/1.1\r\nHost: a\r\nhOST: b\r\n\r\n", "400 H7"),
        .accepted(8, get("/", "X:1\r\nY: \t 1 \t"), "200 GET / "),
        .refused(8, post("Content-Length : 5", "hello"), "400 H8"),
        .refused(8, post("Transfer-Encoding\t: chunked", "0\r\n\r\n"), "400 H8"),
        .accepted(9, get("/", "X: a  \t b"), "200 GET / "),
        .refused(9, post("X: 1\r\n Content-Length: 5", "hello"), "400 H9"),
        .accepted(10, "GET / HTTP/1.1\r\nHost:a\r\n\r\n", "200 GET / "),
        .refused(10, "GET / HTTP/1.1\r\n\tX: 1\r\nHost: a\r\n\r\n", "400 H10"),
        .accepted(11, post("Content-Length: 3", "a\rb"), "200 POST / a\rb"),
        .refused(11, post("X: 1\rContent-Length: 5", "hello"), "400 H11"),
        .accepted(12, post("Content-Length: 4", "a\n\nb"), "200 POST / a\n\nb"),
        .refused(12, post("X: 1\nContent-Length: 5", "hello"), "400 H12"),
        .refused(12, chunked("1\nx\r\n0\r\n\r\n"), "400 H12"),
        .accepted(13, get("/", "X:\r\n!#$%&'*+-.^_`|~: \u{e9}\t\u{1F600}"), "200 GET / "),
        .refused(13, get("/", "X: a\0b"), "400 H13"),
        .refused(13, get("/", "(X): 1"), "400 H13"),
        .accepted(14, get("/a"), "200 GET /a "),
        .refused(14, "GET / HTTP/1.1 x\r\nHost: a\r\n\r\n", "400 H14"),
        .accepted(15, get("/", version: "1.9"), "200 GET / "),
        .refused(15, "GET / HTTP/3.0\r\nHost: a\r\n\r\n", "505 H15"),
        .accepted(16, "\r\n\r\n\r\n\r\n" + get("/"), "200 GET / "),
        .accepted(16, post("Content-Length: 1", "x\r\n") + get("/"), "200 POST / x", "200 GET / "),
        .refused(16, get("/") + "\r\n\r\n\r\n\r\n\r\n", after: ["200 GET / "], "400 H16"),
        .accepted(21, get("/", fields(99)), "200 GET / "),
        .refused(21, get("/", fields(100)), "431 H21"),
        .refused(21, get("/", "X: \(String(repeating: "x", count: 40_000))"), "431 H21"),
    ]

    /// H17–H20, H22, H23, H36.
    static let targets: [RuleCase] = [
        .accepted(17, get("http://b:80/host"), "200 b:80"),
        .accepted(17, get("HTTPS://b?x"), "200 GET / "),
        .declined(17, get("ftp://b/"), "400 bad_target"),
        .declined(17, get("http://u@b/"), "400 bad_target"),
        .refused(17, "GET http://b/ HTTP/1.1\r\n\r\n", "400 H7"),
        .refused(17, "GET http://b/ HTTP/1.1\r\nHost: a b\r\n\r\n", "400 H7"),
        .accepted(18, "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "204"),
        .declined(18, get("*"), "400 bad_target"),
        .declined(18, get("/a#b"), "400 bad_target"),
        .refused(18, "CONNECT b:443 HTTP/1.1\r\nHost: b:443\r\n\r\n", "501 H18"),
        .accepted(
            19, get("/!$&'()*+,;=:@-._~%41[]{}|^`\"<>\\"), "200 GET /!$&'()*+,;=:@-._~%41[]{}|^`\"<>\\ "),
        .refused(19, get("/a\u{7f}"), "400 H19"),
        .accepted(20, get("/" + String(repeating: "t", count: 8_191)), "200 GET 8192 "),
        .refused(20, get("/" + String(repeating: "t", count: 8_192)), "414 H20"),
        .accepted(22, "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", "200 PUT / x"),
        .declined(22, "get / HTTP/1.1\r\nHost: a\r\n\r\n", "501 method_unknown"),
        RuleCase(
            22, .refused,
            [
                .send("DELETE / HTTP/1.1\r\nHost: a\r\n\r\n" + RuleCase.last),
                .reply("405 method_not_allowed"), .field("allow", "GET, HEAD, OPTIONS, POST, PUT"),
                .reply(RuleCase.lastReply), .end,
            ]),
        .accepted(
            23, "POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n0123456789",
            "200 POST /small 0123456789"),
        .refused(23, "POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 36\r\n\r\n\(inner)", "413 H23"),
        .refused(
            23, "POST /small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nabcdef\r\n5\r\n",
            "413 H23"),
        RuleCase(
            36, .accepted,
            [
                .send(get("/", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA")),
                .reply("200 GET / "), .field("upgrade", nil),
                .send(post("Range: bytes=0-0\r\nContent-Length: 2", "xy") + RuleCase.last),
                .reply("200 POST / xy"), .reply(RuleCase.lastReply), .end,
            ]),
        .declined(36, "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", "501 method_unknown"),
    ]
}
