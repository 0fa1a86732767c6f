/// Takes a tar archive apart as it comes: plain files alone, in any pieces.
///
/// Pax headers are passed over; links, folders and devices are refused, for nothing we
/// fetch holds any. Whoever writes the files decides which names are taken.
package struct TarReader: Sendable {
    /// What became of the bytes given.
    package enum Event: Sendable, Hashable {
        case file(path: String, size: Int64)
        /// Contents of the file begun last.
        case bytes(ArraySlice<UInt8>)
        /// The file begun last is whole.
        case fileEnd
    }

    private enum State: Sendable {
        case header
        /// So many bytes of contents are to come; those of a pax header are dropped.
        case contents(left: Int64, padding: Int, isFile: Bool)
        case padding(left: Int)
        case ended
    }

    private var state = State.header
    private var block: [UInt8] = []

    package init() {}

    /// Whether the archive's end was seen; what broke off earlier is no archive.
    package var isComplete: Bool { if case .ended = state { true } else { false } }

    /// Takes the next bytes.
    package mutating func feed(_ bytes: [UInt8]) throws(TarError) -> [Event] {
        var events: [Event] = []
        var rest = bytes[...]
        while !rest.isEmpty { try step(&rest, &events) }
        return events
    }

    private mutating func step(_ rest: inout ArraySlice<UInt8>, _ events: inout [Event]) throws(TarError) {
        switch state {
        case .header:
            let part = rest.prefix(TarHeader.blockSize - block.count)
            block += part
            rest = rest.dropFirst(part.count)
            if block.count == TarHeader.blockSize { try begin(&events) }
        case .contents(let left, let padding, let isFile):
            let part = rest.prefix(Int(clamping: left))
            rest = rest.dropFirst(part.count)
            if isFile { events.append(.bytes(part)) }
            goOn(left: left - Int64(part.count), padding: padding, isFile: isFile, &events)
        case .padding(let left):
            let part = rest.prefix(left)
            rest = rest.dropFirst(part.count)
            state = left == part.count ? .header : .padding(left: left - part.count)
        case .ended: rest = []
        }
    }

    private mutating func goOn(left: Int64, padding: Int, isFile: Bool, _ events: inout [Event]) {
        guard left == 0 else {
            state = .contents(left: left, padding: padding, isFile: isFile)
            return
        }
        if isFile { events.append(.fileEnd) }
        state = padding == 0 ? .header : .padding(left: padding)
    }

    private mutating func begin(_ events: inout [Event]) throws(TarError) {
        defer { block = [] }
        if block.allSatisfy({ $0 == 0 }) {
            state = .ended
            return
        }
        let header = try Self.header(block)
        let isFile = header.type == UInt8(ascii: "0") || header.type == 0
        if isFile { events.append(.file(path: header.path, size: header.size)) }
        guard isFile || header.type == UInt8(ascii: "x") || header.type == UInt8(ascii: "g") else {
            throw .notAFile(header.path)
        }
        goOn(
            left: header.size, padding: TarHeader.padding(header.size), isFile: isFile, &events)
    }
}

extension TarReader {
    private static func header(
        _ block: [UInt8]
    ) throws(TarError) -> (path: String, size: Int64, type: UInt8) {
        func text(_ range: Range<Int>) -> String {
            String(decoding: block[range].prefix { $0 != 0 }, as: UTF8.self)
        }
        guard let size = octal(text(124..<136)), let sum = octal(text(148..<156)), sum == checksum(block)
        else { throw .notAnArchive }
        let prefix = text(257..<262) == "ustar" ? text(345..<500) : ""
        return (prefix.isEmpty ? text(0..<100) : "\(prefix)/\(text(0..<100))", size, block[156])
    }

    private static func octal(_ text: String) -> Int64? {
        let digits = text.drop { $0 == " " }.prefix { $0.isNumber }
        guard let value = Int64(digits, radix: 8), value >= 0 else { return nil }
        return value
    }

    /// The sum of the header's bytes, its own field taken as spaces.
    private static func checksum(_ block: [UInt8]) -> Int64 {
        block.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int64($1.element)) }
    }
}
