import Testing

@testable import HTTPServing

@Suite struct RequestTargetTests {
    private func read(_ text: String, isOptions: Bool = false) throws -> RequestTarget {
        try RequestTarget(parsing: Array(text.utf8)[...], isOptions: isOptions)
    }

    @Test func `path and query are split before they are decoded`() throws {
        let target = try read("/a%3Fb/c?d=e%26f&g=%2B+h&&i")
        #expect(target.segments == ["a?b", "c"])
        #expect(target.query["d"] == "e&f")
        #expect(target.query["g"] == "+ h")
        #expect(target.query["i"] == "")
        #expect(target.query["j"] == nil)
    }

    @Test(arguments: [
        ("http://a.b:80/c?d", "/c", "a.b:80"), ("HTTPS://[::1]?d", "/", "[::1]"), ("http://a", "/", "a"),
    ])
    func `an absolute target brings its own host`(text: String, path: String, authority: String) throws {
        let target = try read(text)
        #expect(target.path == path)
        #expect(target.authority == authority)
    }

    @Test(arguments: [
        "/a#b", "*", "/%", "/%0", "/%0g", "/%00", "/a/../b", "/.", "/%2e%2E/a", "/%ff", "a", "ftp://a/",
        "http://", "http://u@a/", "http:///a", "/?a=%", "/?%zz",
    ])
    func `what is no target is refused with 400`(text: String) {
        let error = #expect(throws: Problem.self) { try read(text) }
        #expect(error?.status == 400)
    }

    @Test func `an asterisk is for OPTIONS`() throws {
        #expect(try read("*", isOptions: true).segments == nil)
    }
}
