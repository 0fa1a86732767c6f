import HTTPTypes
import TestSupport
import Testing

@testable import HTTPServing

@Suite struct MultipartParserTests {
    private func parse(_ bytes: [UInt8], cuts: [Int]) throws -> [String] {
        MultipartTrace(bytes, boundary: try #require(MultipartBoundary("b-1")), cuts: cuts).told
    }

    private func parse(_ text: String) throws -> [String] { try parse(Array(text.utf8), cuts: []) }

    private static let disposition = "Content-Disposition: form-data; name="

    private static let forms: [(String, [String])] = [
        ("--b-1\r\n\(disposition)a\r\n\r\nhello\r\n--b-1--\r\n", ["a(): hello.", "end"]),
        (
            "preamble\r\n--b-1 \t\r\n\(disposition)\"a;\\\"b\"; filename=\"c:\\d.png\"\r\n"
                + "Content-Type: image/png\r\n\r\n\r\n--b-\r\n--b-2\r\r\n--b-1\r\n"
                + "content-disposition: FORM-DATA; Name=\"é\"\r\n\r\n\r\n--b-1--\r\nepilogue --b-1\r\n",
            ["a;\"b(c:\\d.png): \r\n--b-\r\n--b-2\r.", "é(): .", "end"]
        ),
        ("--b-1--", ["end"]),
        ("\r\n--b-1\r\n\(disposition)a\r\n\r\n--b-1\r\n--b-1--", ["a(): --b-1.", "end"]),
        ("--b-1\r\n\(disposition)a\r\n\r\nhello\r\n--b-1", ["a(): hello.", "incomplete"]),
        ("--b-1\r\n\(disposition)a\r\n\r\nhello", ["a(): hello", "incomplete"]),
        ("", ["incomplete"]),
    ]

    @Test(arguments: forms)
    func `parts come with their heads and contents, however the form is split`(
        text: String, told: [String]
    ) throws {
        let bytes = Array(text.utf8)
        #expect(try parse(text) == told)
        #expect(try parse(bytes, cuts: Array(stride(from: 1, to: bytes.count, by: 1))) == told)
        for first in 0..<bytes.count {
            // Longer than a delimiter with what follows it.
            for second in first..<min(first + 16, bytes.count)
            where try parse(bytes, cuts: [first, second]) != told {
                Issue.record("cut at \(first) and \(second)")
                return
            }
        }
    }

    @Test(arguments: [
        ("--b-1x\r\n", MultipartError.malformedBoundary), ("--b-1\n", .malformedBoundary),
        ("--b-1-x", .malformedBoundary), ("--b-1 --", .malformedBoundary),
        ("--b-1\r\n\r\nhello", .nameMissing), ("--b-1\r\nContent-Type: a/b\r\n\r\n", .nameMissing),
        ("--b-1\r\nContent-Disposition: attachment; name=a\r\n\r\n", .nameMissing),
        ("--b-1\r\n\(disposition)\"a\r\n\r\n", .nameMissing),
        ("--b-1\r\n\(disposition)a\nX: 1\r\n\r\n", .malformedHead),
        ("--b-1\r\nno colon\r\n\r\n", .malformedHead),
        ("--b-1\r\nX: \(String(repeating: "a", count: 8_200))\r\n\r\n", .headTooLarge),
    ])
    func `what breaks the grammar is refused, however it is split`(text: String, error: MultipartError) throws
    {
        let bytes = Array(text.utf8)
        #expect(try parse(text) == ["\(error)"])
        #expect(try parse(bytes, cuts: Array(1..<bytes.count)) == ["\(error)"])
    }

    @Test func `whatever bytes come, pieces of them are read as the whole`() {
        var random = SplitMix(seed: 5)
        for (text, _) in Self.forms {
            for _ in 0..<200 {
                var bytes = Array(text.utf8)
                for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                    let place = Int.random(in: bytes.indices, using: &random)
                    switch Int.random(in: 0...2, using: &random) {
                    case 0: bytes.remove(at: place)
                    case 1: bytes.insert(contentsOf: "\r\n--b-1".utf8, at: place)
                    default: bytes[place] = .random(in: 0...255, using: &random)
                    }
                }
                let violation = MultipartTrace.violation(of: bytes)
                #expect(violation == nil)
            }
        }
    }

    @Test(arguments: [
        ("multipart/form-data; boundary=b-1", true), ("Multipart/Form-Data;boundary=\"b-1\"; x=y", true),
        ("multipart/form-data", false), ("multipart/mixed; boundary=b-1", false),
        ("multipart/form-data; boundary=", false), ("multipart/form-data; boundary=\"b 1 \"", false),
        ("multipart/form-data; boundary=b@1", false),
        ("multipart/form-data; boundary=\(String(repeating: "b", count: 71))", false),
    ])
    func `the boundary comes from the Content-Type`(type: String, isForm: Bool) {
        #expect((MultipartBoundary(contentType: type) != nil) == isForm)
    }
}
