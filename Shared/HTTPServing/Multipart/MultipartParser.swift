/// Turns multipart/form-data into heads and contents of parts (RFC 7578, RFC 2046).
///
/// No I/O: the caller keeps the bytes that were not consumed and gives them again
/// with what came since. Any split of the input yields the same events. At most a
/// head or a delimiter is ever held back.
///
///     preamble → delimiter → head → content → delimiter → … → close delimiter → epilogue
struct MultipartParser {
    enum Event: Equatable {
        case more
        case head(MultipartHead)
        /// Content of the part, as offsets into the bytes given.
        case content(Range<Int>)
        case partEnd
        /// The last boundary was seen; what follows is dropped.
        case end
    }

    private enum State { case preamble, delimiter, head, content, epilogue }

    static let headLimit = 8_192
    /// White space allowed behind a boundary.
    private static let paddingLimit = 64

    private let delimiter: [UInt8]
    private var state = State.preamble
    /// How far the preamble, which may lack its line end, or a head was searched.
    private var searched = 0
    private var isAtStart = true

    init(boundary: MultipartBoundary) { delimiter = boundary.delimiter }

    /// Whether the last boundary was seen.
    var isComplete: Bool { state == .epilogue }

    mutating func next(in bytes: Span<UInt8>, at position: inout Int) throws(MultipartError) -> Event {
        while true {
            let event =
                switch state {
                case .preamble: skipPreamble(bytes, &position)
                case .delimiter: try readDelimiter(bytes, &position)
                case .head: try readHead(bytes, &position)
                case .content: readContent(bytes, &position)
                case .epilogue: skipAll(bytes, &position)
                }
            if let event { return event }
        }
    }

    /// The first boundary may stand at the very beginning, without a line end before it.
    private mutating func skipPreamble(_ bytes: Span<UInt8>, _ position: inout Int) -> Event? {
        if isAtStart {
            let opening = delimiter.count - 2
            let available = min(opening, bytes.count - position)
            if bytes.begins(with: delimiter.dropFirst(2).prefix(available), at: position) {
                if available < opening { return .more }
                position += opening
                state = .delimiter
                return nil
            }
            isAtStart = false
        }
        let found = bytes.firstDelimiter(delimiter, in: position..<bytes.count)
        position = found.start
        guard found.isWhole else { return .more }
        position += delimiter.count
        state = .delimiter
        return nil
    }

    /// What follows a boundary: two dashes, or padding and a line end.
    private mutating func readDelimiter(
        _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(MultipartError) -> Event? {
        var end = position
        while end < bytes.count, Ascii.isBlank(bytes[end]) { end += 1 }
        if end - position > Self.paddingLimit { throw .malformedBoundary }
        guard end < bytes.count else { return .more }
        let isLast = end == position && bytes[end] == Ascii.dash
        guard isLast || bytes[end] == Ascii.carriageReturn else { throw .malformedBoundary }
        guard end + 1 < bytes.count else { return .more }
        guard bytes[end + 1] == (isLast ? Ascii.dash : Ascii.lineFeed) else { throw .malformedBoundary }
        position = end + 2
        state = isLast ? .epilogue : .head
        return isLast ? .end : nil
    }

    /// A head ends at an empty line, which may be its first.
    private mutating func readHead(
        _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(MultipartError) -> Event? {
        var start = position + searched
        let limit = min(bytes.count, position + Self.headLimit)
        while let feed = bytes.firstLineFeed(in: start..<limit) {
            if feed == start + 1, bytes[start] == Ascii.carriageReturn {
                let head = try MultipartHead(bytes, in: position..<start)
                position = feed + 1
                searched = 0
                state = .content
                return .head(head)
            }
            start = feed + 1
        }
        if limit == position + Self.headLimit { throw .headTooLarge }
        searched = start - position
        return .more
    }

    private mutating func readContent(_ bytes: Span<UInt8>, _ position: inout Int) -> Event? {
        let found = bytes.firstDelimiter(delimiter, in: position..<bytes.count)
        if found.start > position {
            defer { position = found.start }
            return .content(position..<found.start)
        }
        guard found.isWhole else { return .more }
        position += delimiter.count
        state = .delimiter
        return .partEnd
    }

    private func skipAll(_ bytes: Span<UInt8>, _ position: inout Int) -> Event? {
        position = bytes.count
        return .more
    }
}
