/// Reads the parts of one request's content in their order, for one child task.
actor MultipartReader {
    private var parser: MultipartParser
    private var source: RequestBody.AsyncIterator
    private var held: [UInt8] = []
    private var position = 0
    /// Parts are counted: content belongs to the part at hand.
    private var number = 0
    private var isInsidePart = false
    private var isReading = false

    init(_ body: RequestBody, boundary: MultipartBoundary) {
        parser = MultipartParser(boundary: boundary)
        source = body.makeAsyncIterator()
    }

    /// The next part's head and number; what is left of the part before is dropped.
    func nextPart() async throws -> (MultipartHead, Int)? {
        while true {
            switch try await nextEvent() {
            case .head(let head)?:
                number += 1
                isInsidePart = true
                return (head, number)
            case nil: return nil
            case .end?, .more?, .content?, .partEnd?: continue
            }
        }
    }

    /// The next piece of a part's content; nil at its end, and for a part that was left.
    func nextContent(of part: Int) async throws -> ArraySlice<UInt8>? {
        guard part == number, isInsidePart else { return nil }
        while true {
            switch try await nextEvent() {
            case .content(let range)?: return held[range]
            case .partEnd?, .end?, nil:
                isInsidePart = false
                return nil
            case .more?, .head?: continue
            }
        }
    }

    /// The next event but `more`; nil once content and epilogue are read.
    private func nextEvent() async throws -> MultipartParser.Event? {
        while true {
            let event = try parser.next(in: held.span, at: &position)
            if event != .more { return event }
            held.removeFirst(position)
            position = 0
            guard let piece = try await pull() else {
                guard parser.isComplete else { throw MultipartError.incomplete }
                return nil
            }
            held += piece
        }
    }

    private func pull() async throws -> ArraySlice<UInt8>? {
        if isReading { throw MultipartError.readTwice }
        isReading = true
        defer { isReading = false }
        var source = source
        let piece = try await source.next()
        self.source = source
        return piece
    }
}
