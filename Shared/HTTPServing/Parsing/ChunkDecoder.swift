/// Takes a chunked body apart (RFC 9112 §7.1), strictly: a lenient one lets requests be smuggled.
struct ChunkDecoder {
    /// What one call found.
    struct Step {
        /// How many bytes of the input are done with.
        var consumed = 0
        var content: ArraySlice<UInt8> = []
        var isDone = false
    }

    private enum State {
        case size
        case content(left: Int)
        /// The CRLF after a chunk's content.
        case contentEnd
        case trailers
    }

    private let limits: ParserLimits
    private var state = State.size
    private var extensionBytes = 0
    private var trailerBytes = 0
    private var trailerLines = 0
    private var framingBytes = 0
    private var contentBytes = 0

    init(limits: ParserLimits, headBytes: Int) { self.limits = limits }

    /// Decodes until there is content to hand out, the end, or nothing more to decode.
    mutating func next(_ bytes: ArraySlice<UInt8>) throws(Rejection) -> Step {
        var step = Step()
        while true {
            let rest = bytes[(bytes.startIndex + step.consumed)...]
            switch state {
            case .size:
                guard let line = try line(of: rest, limit: limits.chunkLine, "H26") else { return step }
                step.consumed += line.count + 2
                try readSize(line)
            case .content(let left):
                let piece = rest.prefix(left)
                guard !piece.isEmpty else { return step }
                state = piece.count == left ? .contentEnd : .content(left: left - piece.count)
                contentBytes += piece.count
                step.consumed += piece.count
                step.content = piece
                return step
            case .contentEnd:
                guard try contentEnds(rest) else { return step }
                step.consumed += 2
                state = .size
            case .trailers:
                guard let line = try line(of: rest, limit: limits.field, "H28") else { return step }
                step.consumed += line.count + 2
                if line.isEmpty {
                    step.isDone = true
                    return step
                }
                try checkTrailer(line)
            }
        }
    }

    /// A line without its CRLF; nil while it is not complete.
    private func line(
        of bytes: ArraySlice<UInt8>, limit: Int, _ rule: String
    ) throws(Rejection) -> ArraySlice<UInt8>? {
        guard let feed = bytes.prefix(limit + 2).firstIndex(of: 0x0A) else {
            if bytes.count >= limit + 2 {
                throw Rejection(400, rule, "a line of the chunked body is too long")
            }
            return nil
        }
        let line = bytes[..<feed]
        guard line.last == 0x0D, !line.dropLast().contains(0x0D) else {
            throw Rejection(400, "H12", "a line of the chunked body does not end in CRLF")
        }
        return line.dropLast()
    }

    private mutating func readSize(_ line: ArraySlice<UInt8>) throws(Rejection) {
        let digits = line.prefix { Self.hexValue($0) != nil }
        guard (1...16).contains(digits.count) else {
            throw Rejection(400, "H26", "a chunk's size is no number")
        }
        var size = 0
        for digit in digits {
            let (product, overflow) = size.multipliedReportingOverflow(by: 16)
            guard !overflow, let value = Self.hexValue(digit) else {
                throw Rejection(400, "H26", "a chunk's size is too large")
            }
            size = product + value
        }
        try checkExtensions(line.dropFirst(digits.count))
        try noteFraming(line.count + 4)
        state = size == 0 ? .trailers : .content(left: size)
    }

    /// Extensions are ignored, but must be well-formed and few (H26).
    private mutating func checkExtensions(_ bytes: ArraySlice<UInt8>) throws(Rejection) {
        guard !bytes.isEmpty else { return }
        extensionBytes += bytes.count
        let trimmed = bytes.drop { $0 == 0x20 || $0 == 0x09 }
        let name = trimmed.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }.first
        guard trimmed.first == 0x3B, let name, ByteClass.of(name).contains(.token),
            ByteClass.all(bytes, are: .value), extensionBytes <= limits.chunkExtensions
        else { throw Rejection(400, "H26", "a chunk extension is malformed or too long") }
    }

    private func contentEnds(_ bytes: ArraySlice<UInt8>) throws(Rejection) -> Bool {
        if let first = bytes.first, first != 0x0D {
            throw Rejection(400, "H27", "a chunk's content is longer than its size")
        }
        guard bytes.count >= 2 else { return false }
        guard bytes[bytes.startIndex + 1] == 0x0A else {
            throw Rejection(400, "H27", "a chunk's content is longer than its size")
        }
        return true
    }

    /// Trailers keep the rules of fields, and are dropped (H28).
    private mutating func checkTrailer(_ line: ArraySlice<UInt8>) throws(Rejection) {
        trailerBytes += line.count + 2
        trailerLines += 1
        guard trailerBytes <= limits.head, trailerLines <= limits.fields else {
            throw Rejection(431, "H21", "the trailers are too large")
        }
        _ = try HeadParser.split(line, limits: limits)
    }

    /// A flood of tiny chunks costs us more than it costs its sender (H29).
    private mutating func noteFraming(_ bytes: Int) throws(Rejection) {
        framingBytes += bytes
        if framingBytes > 100_000, framingBytes * 5 > (framingBytes + contentBytes) * 4 {
            throw Rejection(400, "H29", "the chunks are too small")
        }
    }

    private static func hexValue(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x30...0x39: Int(byte - 0x30)
        case 0x41...0x46: Int(byte - 0x41) + 10
        case 0x61...0x66: Int(byte - 0x61) + 10
        default: nil
        }
    }
}
