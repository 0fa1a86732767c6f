/// Splits a stream of bytes into lines, wherever the stream is cut.
///
/// Lines end at LF, a CR before it is dropped, and the last one may end without.
/// A line over the limit is reported once and skipped to its end, so memory
/// stays within one line (FORMATS.md §1).
struct LineSplitter: Sendable {
    /// A line, counted from 1; blank ones are counted and left out.
    enum Line: Sendable, Hashable {
        case text(number: Int, [UInt8])
        case tooLong(number: Int)

        var number: Int {
            switch self {
            case .text(let number, _), .tooLong(let number): number
            }
        }

        /// How many bytes it holds.
        var count: Int {
            switch self {
            case .text(_, let bytes): bytes.count
            case .tooLong: 0
            }
        }
    }

    let limit: Int
    private var number = 1
    private var buffer: [UInt8] = []
    private var isSkipping = false

    init(limit: Int = 48 << 20) { self.limit = limit }

    /// Takes the next bytes and gives the lines that end in them.
    mutating func feed(_ bytes: some Sequence<UInt8>) -> [Line] {
        var lines: [Line] = []
        var rest = Array(bytes)[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            take(rest[..<end], into: &lines)
            if let line = endLine() { lines.append(line) }
            rest = rest[(end + 1)...]
        }
        take(rest, into: &lines)
        return lines
    }

    /// The last line, if it did not end with LF.
    mutating func finish() -> Line? { endLine() }

    private mutating func take(_ bytes: ArraySlice<UInt8>, into lines: inout [Line]) {
        guard !isSkipping else { return }
        if buffer.count + bytes.count > limit {
            isSkipping = true
            buffer = []
            lines.append(.tooLong(number: number))
        } else {
            buffer.append(contentsOf: bytes)
        }
    }

    private mutating func endLine() -> Line? {
        defer {
            number += 1
            buffer = []
            isSkipping = false
        }
        if number == 1, buffer.starts(with: [0xEF, 0xBB, 0xBF]) { buffer.removeFirst(3) }
        if buffer.last == UInt8(ascii: "\r") { buffer.removeLast() }
        let isBlank = buffer.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        return isSkipping || isBlank ? nil : .text(number: number, buffer)
    }
}
