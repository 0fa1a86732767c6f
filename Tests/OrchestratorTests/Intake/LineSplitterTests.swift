import Testing

@testable import Orchestrator

@Suite struct LineSplitterTests {
    private func lines(_ pieces: [[UInt8]], limit: Int = 64) -> [LineSplitter.Line] {
        var splitter = LineSplitter(limit: limit)
        var lines = pieces.flatMap { splitter.feed($0) }
        if let last = splitter.finish() { lines.append(last) }
        return lines
    }

    @Test func `a text gives the same lines wherever it is cut`() {
        let text = Array("\u{FEFF}{\"a\": 1}\r\n\n  \nsecond é line\nthe last has no end".utf8)
        let whole = lines([text])

        #expect(whole.map(\.number) == [1, 4, 5])
        #expect(whole.first == .text(number: 1, Array("{\"a\": 1}".utf8)))
        for cut in text.indices {
            #expect(lines([Array(text[..<cut]), Array(text[cut...])]) == whole, "cut at \(cut)")
        }
        #expect(lines(text.map { [$0] }) == whole)
    }

    @Test func `a line over the limit is reported once and the next one is read`() {
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: 65)
        let text = long + Array("\nshort\n".utf8)

        for cut in text.indices {
            #expect(
                lines([Array(text[..<cut]), Array(text[cut...])])
                    == [.tooLong(number: 1), .text(number: 2, Array("short".utf8))], "cut at \(cut)")
        }
    }

    @Test func `a line of exactly the limit is read`() {
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: 64)
        #expect(lines([line + [UInt8(ascii: "\n")]]) == [.text(number: 1, line)])
    }

    @Test func `nothing in gives nothing out`() {
        #expect(lines([[]]).isEmpty)
        #expect(lines([Array("\n\n\r\n".utf8)]).isEmpty)
    }
}
