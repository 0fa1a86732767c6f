/// Reads requests out of the bytes of one connection; no I/O, no clock.
///
///     start line and fields → body (by length or in chunks) → end → next request
///
/// Feed it with `append`, ask `next` until it returns nil. Any split of the same
/// bytes gives the same events. After a rejection it is not to be used again.
package struct RequestParser {
    package enum Event {
        case head(RequestHead)
        case body(ArraySlice<UInt8>)
        /// The request is complete.
        case end
    }

    private enum State {
        case head
        case length(left: Int64)
        case chunks(ChunkDecoder)
        case end
    }

    private let limits: ParserLimits
    private var buffer: [UInt8] = []
    /// Bytes before this index have been handed out.
    private var start = 0
    /// Where the search for the end of the head goes on.
    private var scanned = 0
    private var state = State.head

    package init(limits: ParserLimits = ParserLimits()) { self.limits = limits }

    /// How many bytes wait to be parsed.
    package var buffered: Int { buffer.count - start }

    /// Whether a request has begun and not ended.
    package var isInsideRequest: Bool {
        if case .head = state { buffered > 0 } else { true }
    }

    package mutating func append(_ bytes: some Collection<UInt8>) {
        if start == buffer.count {
            buffer.removeAll(keepingCapacity: buffer.capacity <= 64 << 10)
            scanned = 0
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next event, or nil when more bytes are needed.
    package mutating func next() throws(Rejection) -> Event? {
        switch state {
        case .head: try head()
        case .length(let left): body(left: left)
        case .chunks(var decoder): try chunk(&decoder)
        case .end: end()
        }
    }

    private mutating func head() throws(Rejection) -> Event? {
        guard let end = try findHeadEnd() else { return nil }
        let head = try HeadParser(bytes: buffer[start..<end], limits: limits).parse()
        start = end
        scanned = end
        switch head.framing {
        case .none: state = .end
        case .length(let length): state = length == 0 ? .end : .length(left: length)
        case .chunked: state = .chunks(ChunkDecoder(limits: limits, headBytes: end))
        }
        compact()
        return .head(head)
    }

    /// The index after the empty line that ends the head; also refuses what can be refused early.
    private mutating func findHeadEnd() throws(Rejection) -> Int? {
        try skipEmptyLines()
        while scanned < buffer.count {
            if buffer[scanned] == 0x0A {
                if scanned > start, buffer[scanned - 1] != 0x0D {
                    throw Rejection(400, "H12", "a line ends in LF without CR")
                }
                if scanned - start >= 3, buffer[scanned - 2] == 0x0A {
                    scanned += 1
                    return try checkSize(scanned)
                }
            }
            scanned += 1
        }
        _ = try checkSize(buffer.count)
        return nil
    }

    private func checkSize(_ end: Int) throws(Rejection) -> Int {
        let line = buffer[start..<end].prefix(limits.target + limits.method + 16)
        if !line.contains(0x0A), line.count >= limits.target + limits.method + 16 {
            throw Rejection(414, "H20", "the request target is longer than \(limits.target) bytes")
        }
        if end - start > limits.head + limits.target {
            throw Rejection(431, "H21", "the header section is larger than \(limits.head) bytes")
        }
        return end
    }

    /// RFC 9112 §2.2: some clients send an empty line after a body (H16).
    private mutating func skipEmptyLines() throws(Rejection) {
        var lines = 0
        while buffer.count - start >= 2, buffer[start] == 0x0D, buffer[start + 1] == 0x0A {
            lines += 1
            if lines > limits.emptyLines { throw Rejection(400, "H16", "too many empty lines") }
            start += 2
        }
        if buffer.count > start, buffer[start] == 0x0A { throw Rejection(400, "H12", "a bare LF") }
        scanned = max(scanned, start)
    }

    private mutating func body(left: Int64) -> Event? {
        let count = Int(min(left, Int64(buffered)))
        guard count > 0 else { return nil }
        let piece = buffer[start..<(start + count)]
        start += count
        state = left == Int64(count) ? .end : .length(left: left - Int64(count))
        return .body(piece)
    }

    private mutating func chunk(_ decoder: inout ChunkDecoder) throws(Rejection) -> Event? {
        let step = try decoder.next(buffer[start...])
        start += step.consumed
        state = step.isDone ? .end : .chunks(decoder)
        if !step.content.isEmpty { return .body(step.content) }
        return step.isDone ? end() : nil
    }

    private mutating func end() -> Event {
        state = .head
        scanned = start
        return .end
    }

    /// Forgets what was handed out, so that a connection in use does not grow.
    private mutating func compact() {
        guard start > 64 << 10 else { return }
        buffer.removeFirst(start)
        scanned -= start
        start = 0
    }
}
