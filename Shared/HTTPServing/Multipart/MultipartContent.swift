/// The content of one part; it is empty once the next part was asked for.
package struct MultipartContent: AsyncSequence, Sendable {
    package typealias Element = ArraySlice<UInt8>

    private let reader: MultipartReader
    private let part: Int

    init(reader: MultipartReader, part: Int) {
        self.reader = reader
        self.part = part
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let reader: MultipartReader
        fileprivate let part: Int

        package func next() async throws -> ArraySlice<UInt8>? {
            try await reader.nextContent(of: part)
        }
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(reader: reader, part: part) }

    /// All of it, at most `limit` bytes; more throws a `Problem` with status 413.
    package func collect(upTo limit: Int) async throws -> [UInt8] {
        var collected: [UInt8] = []
        for try await piece in self {
            guard collected.count + piece.count <= limit else { throw Problem.tooLarge(limit) }
            collected += piece
        }
        return collected
    }
}
