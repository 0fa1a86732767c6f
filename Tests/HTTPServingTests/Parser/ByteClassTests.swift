import Testing

@testable import HTTPServing

@Suite struct ByteClassTests {
    /// Whether a request is accepted with a byte at a place of it.
    private func accepts(_ byte: UInt8, before: String, after: String) -> Bool {
        ParserTrace(Array(before.utf8) + [byte] + Array(after.utf8), cuts: []).rule == nil
    }

    @Test func `method and field name take token characters and no others`() {
        for byte in UInt8.min...UInt8.max {
            let isToken = isTokenByGrammar(byte)
            #expect(
                accepts(byte, before: "G", after: "T / HTTP/1.1\r\nHost: a\r\n\r\n") == isToken, "\(byte)")
            #expect(
                accepts(byte, before: "GET / HTTP/1.1\r\nHost: a\r\nX", after: "Y: 1\r\n\r\n")
                    == (isToken || byte == 0x3A), "\(byte)")
        }
    }

    @Test func `a value takes all but controls, a tab among what it takes`() {
        for byte in UInt8.min...UInt8.max {
            let isValue = byte == 9 || (byte >= 32 && byte != 127)
            #expect(
                accepts(byte, before: "GET / HTTP/1.1\r\nHost: a\r\nX: a", after: "b\r\n\r\n") == isValue,
                "\(byte)")
        }
    }

    @Test func `a target takes visible ASCII`() {
        for byte in UInt8.min...UInt8.max {
            #expect(
                accepts(byte, before: "GET /a", after: "b HTTP/1.1\r\nHost: a\r\n\r\n")
                    == (byte > 32 && byte < 127), "\(byte)")
        }
    }
}
