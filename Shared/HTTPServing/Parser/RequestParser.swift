import HTTPTypes

/// Turns the bytes of a connection into requests: heads, parts of content, ends.
///
/// No I/O and no clock (HTTP.md §4). The caller keeps the bytes that were not
/// consumed and gives them again with what came since. Any split of the input
/// yields the same events: a line is judged when it is complete or too long.
///
///     request line → fields → (content of a known length | chunks → trailers) → end → request line
struct RequestParser {
    enum Event: Equatable {
        /// Everything that can be told from these bytes was told.
        case more
        /// `head` describes the bytes just consumed, until the next call.
        case head
        /// Content, as offsets into the bytes given.
        case part(Range<Int>)
        case end
        /// The end of all parsing: nothing more on the connection is a request.
        case rejected(Rejection)
    }

    enum State {
        case requestLine
        case fields
        case content(remaining: Int)
        case chunkLine
        case chunk(remaining: Int)
        case chunkEnd
        case trailers
        case end
        case rejected(Rejection)
    }

    let limits: ParserLimits
    /// How much content the current request may have (HTTP H23); set it upon its head.
    var bodyLimit = Int.max
    var head = HeadTable()
    private(set) var framing = MessageFraming()
    private(set) var bodyLength = BodyLength.none
    var state = State.requestLine
    var chunks = ChunkCounts()
    /// What was used of the field section's limit.
    private var sectionLength = 0
    private var sectionCount = 0
    private var emptyLines = 0
    /// Where the line to read begins, from the position given, and how far it was searched.
    private var lineStart = 0
    private var searched = 0

    init(limits: ParserLimits) { self.limits = limits }

    /// Whether some of a request was seen but not its head.
    var isInsideHead: Bool {
        switch state {
        case .requestLine: searched > 0 || emptyLines > 0
        case .fields: true
        default: false
        }
    }

    /// Tells the next event and moves the position behind what it consumed.
    mutating func next(in bytes: Span<UInt8>, at position: inout Int) -> Event {
        do throws(Rejection) {
            while true {
                if let event = try step(bytes, &position) { return event }
            }
        } catch {
            state = .rejected(error)
            return .rejected(error)
        }
    }

    private mutating func step(
        _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(Rejection) -> Event? {
        switch state {
        case .requestLine: try readRequestLine(bytes, &position)
        case .fields: try readField(bytes, &position)
        case .content(let remaining): readContent(remaining, bytes, &position)
        case .chunkLine: try readChunkLine(bytes, &position)
        case .chunk(let remaining): readChunk(remaining, bytes, &position)
        case .chunkEnd: try readChunkEnd(bytes, &position)
        case .trailers: try readTrailer(bytes, &position)
        case .end: finish()
        case .rejected(let rejection): .rejected(rejection)
        }
    }

    private mutating func finish() -> Event {
        state = .requestLine
        return .end
    }
}

// MARK: Lines

extension RequestParser {
    enum Line {
        case complete(Range<Int>)
        /// It has no end yet.
        case partial
        /// No end within the limit; the range is as much as the limit allows.
        case tooLong(Range<Int>)
    }

    /// The next line without its CRLF. Bytes searched once are not searched again.
    mutating func line(
        _ bytes: Span<UInt8>, _ position: Int, limit: Int
    ) throws(Rejection) -> Line {
        let start = position + lineStart
        let end = min(bytes.count, start + limit + 2)
        guard let feed = bytes.firstLineFeed(in: position + searched..<end) else {
            searched = end - position
            return end == start + limit + 2 ? .tooLong(start..<end) : .partial
        }
        guard feed > start, bytes[feed - 1] == Ascii.carriageReturn else {
            throw .malformed("H12", "A line ends in a bare line feed.")
        }
        searched = feed + 1 - position
        lineStart = searched
        return .complete(start..<feed - 1)
    }

    /// Moves behind the lines that were read.
    mutating func consumeLines(_ position: inout Int) {
        position += lineStart
        (lineStart, searched) = (0, 0)
    }
}

// MARK: The head

extension RequestParser {
    private mutating func readRequestLine(
        _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(Rejection) -> Event? {
        switch try line(bytes, position, limit: limits.requestLine) {
        case .partial: return .more
        case .tooLong(let line): throw RequestLine.excess(bytes, in: line, limits: limits)
        case .complete(let line) where line.isEmpty:
            emptyLines += 1
            if emptyLines > limits.emptyLines {
                throw .malformed("H16", "Too many empty lines stand before the request.")
            }
            consumeLines(&position)
        case .complete(let line):
            let parts = try RequestLine(bytes, in: line, limits: limits)
            begin()
            head.method = HeadRange(parts.method, from: position)
            head.target = HeadRange(parts.target, from: position)
            head.version = parts.version
            state = .fields
        }
        return nil
    }

    private mutating func begin() {
        head.reset()
        framing = MessageFraming()
        chunks = ChunkCounts()
        (emptyLines, sectionLength, sectionCount) = (0, 0, 0)
        bodyLimit = .max
    }

    private mutating func readField(
        _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(Rejection) -> Event? {
        guard let line = try sectionLine(bytes, position) else { return .more }
        if line.isEmpty { return try finishHead(&position) }
        let field = try FieldLine(bytes, in: line, isFirst: head.fields.isEmpty)
        if let known = KnownField(bytes, in: field.name) {
            try framing.note(known, bytes, in: field.value)
        }
        head.fields.append(
            HeadTable.Field(
                name: HeadRange(field.name, from: position), value: HeadRange(field.value, from: position)))
        return nil
    }

    private mutating func finishHead(_ position: inout Int) throws(Rejection) -> Event {
        bodyLength = try framing.bodyLength(of: head.version)
        head.length = lineStart
        consumeLines(&position)
        state =
            switch bodyLength {
            case .none: .end
            case .fixed(let length): .content(remaining: length)
            case .chunked: .chunkLine
            }
        return .head
    }

    /// A line of a field section within the section's limits; nil while it is not complete (H21).
    mutating func sectionLine(
        _ bytes: Span<UInt8>, _ position: Int
    ) throws(Rejection) -> Range<Int>? {
        let limit = min(limits.fieldLine, limits.fieldSection - sectionLength)
        switch try line(bytes, position, limit: limit) {
        case .partial: return nil
        case .tooLong: throw Self.fieldsTooLarge
        case .complete(let line):
            if line.isEmpty { return line }
            sectionLength += line.count + 2
            sectionCount += 1
            if sectionCount > limits.fieldCount || sectionLength > limits.fieldSection {
                throw Self.fieldsTooLarge
            }
            return line
        }
    }

    private static let fieldsTooLarge = Rejection(
        .requestHeaderFieldsTooLarge, "H21", "The fields are too many or too large.")
}
