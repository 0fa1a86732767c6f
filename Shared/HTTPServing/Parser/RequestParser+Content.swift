extension RequestParser {
    mutating func readContent(
        _ remaining: Int, _ bytes: Span<UInt8>, _ position: inout Int
    ) -> Event? {
        guard let part = take(remaining, bytes, &position) else { return .more }
        state = part.count == remaining ? .end : .content(remaining: remaining - part.count)
        return .part(part)
    }

    mutating func readChunkLine(
        _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(Rejection) -> Event? {
        switch try line(bytes, position, limit: limits.chunkLine) {
        case .partial: return .more
        case .tooLong: throw ChunkLine.malformed("is too long")
        case .complete(let line):
            let chunk = try ChunkLine(bytes, in: line)
            try chunks.add(chunk, length: line.count, bodyLimit: bodyLimit, limits: limits)
            consumeLines(&position)
            state = chunk.size == 0 ? .trailers : .chunk(remaining: chunk.size)
            return nil
        }
    }

    mutating func readChunk(
        _ remaining: Int, _ bytes: Span<UInt8>, _ position: inout Int
    ) -> Event? {
        guard let part = take(remaining, bytes, &position) else { return .more }
        state = part.count == remaining ? .chunkEnd : .chunk(remaining: remaining - part.count)
        return .part(part)
    }

    /// Exactly CRLF follows a chunk (HTTP H27); the first wrong byte is enough to know.
    mutating func readChunkEnd(
        _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(Rejection) -> Event? {
        guard position < bytes.count else { return .more }
        if bytes[position] == Ascii.carriageReturn {
            guard position + 1 < bytes.count else { return .more }
            if bytes[position + 1] == Ascii.lineFeed {
                position += 2
                state = .chunkLine
                return nil
            }
        }
        throw .malformed("H27", "A chunk is longer than its size says.")
    }

    /// Trailers are checked like fields and then dropped: nobody here has use for one (HTTP H28).
    mutating func readTrailer(
        _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(Rejection) -> Event? {
        guard let line = try sectionLine(bytes, position) else { return .more }
        if line.isEmpty {
            state = .end
        } else {
            _ = try FieldLine(bytes, in: line, isFirst: false)
        }
        consumeLines(&position)
        return nil
    }

    private func take(_ remaining: Int, _ bytes: Span<UInt8>, _ position: inout Int) -> Range<Int>? {
        let end = position + min(remaining, bytes.count - position)
        guard end > position else { return nil }
        defer { position = end }
        return position..<end
    }
}
