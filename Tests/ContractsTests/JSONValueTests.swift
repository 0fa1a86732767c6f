import Foundation
import Testing

@testable import Contracts

@Suite struct JSONValueTests {
    @Test(arguments: [
        "null", "true", "[]", "{}", "\"\"", "-0", "9223372036854775807", "-9223372036854775808", "0.5",
        "[1,2.5,\"x\",{\"b\":1,\"a\":[null,false]}]", "\"\\n\\\"\\\\\\u0001 é 🙂\"",
    ])
    func `what was read is written again`(text: String) throws {
        let value = try JSONValue(parsing: text)
        #expect(try JSONValue(parsing: value.json) == value)
        #expect(value.json == (text == "-0" ? "0" : text))
    }

    @Test func `members keep their order, and canonical text sorts them`() throws {
        let value = try JSONValue(parsing: #"{"b": 1, "a": {"d": 2, "c": 3}, "ä": 4, "Z": 5}"#)
        #expect(value.json == #"{"b":1,"a":{"d":2,"c":3},"ä":4,"Z":5}"#)
        #expect(value.canonical == #"{"Z":5,"a":{"c":3,"d":2},"b":1,"ä":4}"#)
    }

    @Test func `escapes become what they stand for`() throws {
        #expect(try JSONValue(parsing: #""\u00e9\ud83d\ude42\/\b\f\t""#) == "é🙂/\u{8}\u{C}\t")
    }

    @Test(arguments: [
        "", " ", "{", "[1,", "[1,]", "{\"a\"}", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "1e", "+1", "--1",
        "tru",
        "nul", "\"", "\"\\x\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\\u00g0\"", "\"\n\"",
        "1 2",
        "1e999", "NaN", "'a'", "[1 2]", "{\"a\":1 \"b\":2}", "\u{FEFF}1",
    ])
    func `what is no JSON is refused`(text: String) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    }

    @Test func `the same key twice is refused by name`() throws {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: #"{"a":1,"b":2,"a":3}"#) }
        #expect(error?.reason == .duplicate(name: "a"))
        #expect(error?.description == "the key \"a\" twice in one object at byte 13")
    }

    @Test func `nesting is bounded`() throws {
        let deep = String(repeating: "[", count: 200_000)
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: deep) }
        #expect(error?.reason == .tooDeep)
        let allowed = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
        #expect(throws: Never.self) { try JSONValue(parsing: allowed) }
    }

    @Test func `bytes that are no UTF-8 are refused`() {
        #expect(throws: JSONError(reason: .notUTF8, offset: 2)) {
            try JSONValue(parsing: [0x22, 0xFF, 0x22] as [UInt8])
        }
    }

    @Test func `every cut of a text is refused and none traps`() throws {
        let text = Array(#"{"a":[1,-2.5e3,"\u00e9\n",{"b":null}],"c":true}"#.utf8)
        for end in 0..<text.count {
            #expect(throws: JSONError.self) { try JSONValue(parsing: text[..<end]) }
        }
    }

    @Test func `random bytes never trap, and what parses reads back`() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededRandom(seed)
        let alphabet = Array(#"{}[],:"\u0019eE+-. tfalsnrué"#.utf8) + [0xFF, 0x00]
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            guard let value = try? JSONValue(parsing: bytes) else { continue }
            #expect(try JSONValue(parsing: value.json) == value, "seed \(seed)")
        }
    }

    @Test func `a coder carries any value`() throws {
        let value: JSONValue = ["a": [1, 2.5, "x", nil, true], "b": [:], "c": 9_007_199_254_740_993]
        let bytes = try JSONEncoder().encode(value)
        let decoded = try JSONDecoder().decode(JSONValue.self, from: bytes)
        #expect(decoded.canonical == value.canonical)
    }
}
