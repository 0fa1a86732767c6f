import Gzip

/// The content of a request, as it arrives; read it once.
///
/// Back-pressure reaches the client: what is not read is not received, so an
/// upload of any size takes constant memory. Reading throws when the client goes
/// away or the content breaks a rule; a short body never looks whole (HTTP H35).
package struct RequestBody: Sendable, AsyncSequence {
    package typealias Element = ArraySlice<UInt8>

    enum Source: Sendable {
        case bytes([UInt8])
        case connection(Connection, number: UInt64)
    }

    let source: Source
    let encoding: ContentEncoding
    /// How long it is; nil where only its end tells.
    package let length: Int64?

    /// Content that is at hand, for calls of a handler without a connection.
    package init(_ bytes: [UInt8] = []) {
        source = .bytes(bytes)
        encoding = .identity
        length = Int64(bytes.count)
    }

    init(from connection: Connection, number: UInt64, length: BodyLength, encoding: ContentEncoding) {
        source = .connection(connection, number: number)
        self.encoding = encoding
        self.length =
            switch (length, encoding) {
            case (.none, _): 0
            case (.fixed(let length), .identity): Int64(length)
            case (.fixed, .gzip), (.chunked, _): nil
            }
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var source: Source?
        fileprivate let encoding: ContentEncoding
        private var reader: GzipReader?

        fileprivate init(_ source: Source, _ encoding: ContentEncoding) {
            (self.source, self.encoding) = (source, encoding)
        }

        package mutating func next() async throws -> ArraySlice<UInt8>? {
            encoding == .gzip ? try await unpacked() : try await received()
        }

        private mutating func unpacked() async throws -> ArraySlice<UInt8>? {
            let reader = try self.reader ?? GzipReader()
            self.reader = reader
            while true {
                if let piece = try reader.next() {
                    try await count(piece)
                    // A little that came may be much to unpack: others have their turn in between.
                    await Task.yield()
                    return piece[...]
                }
                guard let packed = try await received() else {
                    try reader.finish()
                    return nil
                }
                reader.take(packed)
            }
        }

        /// What content grows by is in memory as well.
        private func count(_ piece: [UInt8]) async throws {
            guard case .connection(let connection, let number) = source else { return }
            if await !connection.keepUnpacked(piece.count, of: number) {
                throw Problem.busy("busy", Rejection.noRoom.detail)
            }
        }

        private mutating func received() async throws -> ArraySlice<UInt8>? {
            switch source {
            case .connection(let connection, let number):
                return try await connection.nextPart(of: number)?[...]
            case .bytes(let bytes):
                source = nil
                return bytes.isEmpty ? nil : bytes[...]
            case nil: return nil
            }
        }
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(source, encoding) }

    /// All of it, at most `limit` bytes; more throws a `Problem` with status 413.
    package func collect(upTo limit: Int) async throws -> [UInt8] {
        if let length, length > Int64(limit) { throw Problem.tooLarge(limit) }
        var collected: [UInt8] = []
        for try await part in self {
            guard collected.count + part.count <= limit else {
                throw Problem.tooLarge(limit)
            }
            if collected.isEmpty { collected = Array(part) } else { collected += part }
        }
        return collected
    }
}
