@testable import HTTPServing

/// What the parser of forms told of some bytes that came in several pieces.
struct MultipartTrace: Equatable {
    /// `name(filename): content.` of each part, then how it ended.
    private(set) var told: [String] = []

    /// Places where the bytes are cut, in their order.
    init(_ bytes: [UInt8], boundary: MultipartBoundary, cuts: [Int]) {
        var parser = MultipartParser(boundary: boundary)
        var held: [UInt8] = []
        for (start, end) in zip([0] + cuts, cuts + [bytes.count]) {
            held += bytes[start..<end]
            var position = 0
            do throws(MultipartError) {
                try feed(held, at: &position, to: &parser)
            } catch {
                told.append("\(error)")
                return
            }
            held.removeFirst(position)
        }
        if !parser.isComplete { told.append("incomplete") }
    }

    private mutating func feed(
        _ bytes: [UInt8], at position: inout Int, to parser: inout MultipartParser
    ) throws(MultipartError) {
        while true {
            switch try parser.next(in: bytes.span, at: &position) {
            case .more: return
            case .head(let head): told.append("\(head.name)(\(head.filename ?? "")): ")
            // A letter for each byte: what is no text must not look like what is.
            case .content(let range):
                told[told.count - 1] += bytes[range].map { "\(Character(Unicode.Scalar($0)))" }.joined()
            case .partEnd: told[told.count - 1] += "."
            case .end: told.append("end")
            }
        }
    }

    /// What is wrong with how any bytes at all are read, nil if nothing: pieces must not matter.
    static func violation(of input: [UInt8]) -> String? {
        guard let boundary = MultipartBoundary("b-1"), input.count > 2 else { return nil }
        let whole = MultipartTrace(input, boundary: boundary, cuts: [])
        let places = [input[0], input[input.count / 2]].map { 1 + Int($0) % (input.count - 1) }.sorted()
        for cuts in [Array(1..<input.count), places] {
            let pieces = MultipartTrace(input, boundary: boundary, cuts: cuts)
            if pieces != whole { return "cut at \(cuts) it is \(pieces.told) in place of \(whole.told)" }
        }
        return nil
    }
}
