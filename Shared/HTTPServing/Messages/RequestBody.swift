import HTTPTypes

/// The content of a request, as it arrives; read it once.
///
/// Back-pressure reaches the client: what is not read is not received, so an
/// upload of any size takes constant memory. Reading throws when the client goes
/// away or the content breaks a rule; a short body never looks whole (HTTP H35).
package struct RequestBody: Sendable, AsyncSequence {
    package typealias Element = [UInt8]

    enum Source: Sendable {
        case bytes([UInt8])
        case connection(Connection, number: UInt64)
    }

    let source: Source

    /// Content that is at hand, for calls of a handler without a connection.
    package init(_ bytes: [UInt8] = []) { source = .bytes(bytes) }

    init(from connection: Connection, number: UInt64) {
        source = .connection(connection, number: number)
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var source: Source?

        package mutating func next() async throws -> [UInt8]? {
            switch source {
            case .connection(let connection, let number): return try await connection.nextPart(of: number)
            case .bytes(let bytes):
                source = nil
                return bytes.isEmpty ? nil : bytes
            case nil: return nil
            }
        }
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(source: source) }

    /// All of it, at most `limit` bytes; more throws a `Problem` with status 413.
    package func collect(upTo limit: Int) async throws -> [UInt8] {
        var collected: [UInt8] = []
        for try await part in self {
            guard collected.count + part.count <= limit else {
                throw Problem(
                    status: .contentTooLarge, code: "too_large",
                    detail: "The content is larger than \(limit) bytes.")
            }
            if collected.isEmpty { collected = part } else { collected += part }
        }
        return collected
    }
}
