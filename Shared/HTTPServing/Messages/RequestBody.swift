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
    /// What Content-Length says; nil where only the end of the chunks tells.
    package let length: Int64?

    /// Content that is at hand, for calls of a handler without a connection.
    package init(_ bytes: [UInt8] = []) {
        source = .bytes(bytes)
        length = Int64(bytes.count)
    }

    init(from connection: Connection, number: UInt64, length: BodyLength) {
        source = .connection(connection, number: number)
        self.length =
            switch length {
            case .none: 0
            case .fixed(let length): Int64(length)
            case .chunked: nil
            }
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var source: Source?

        package mutating func next() async throws -> ArraySlice<UInt8>? {
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

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(source: source) }

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
