/// The body of a request, read piece by piece as it arrives.
///
/// Reading slower than the client sends makes the client wait: memory stays
/// constant. Ends early with an error when the client goes (HTTP H35).
package struct RequestBody: Sendable, AsyncSequence {
    package typealias Element = ArraySlice<UInt8>
    private let read: @Sendable () async throws -> ArraySlice<UInt8>?
    /// What Content-Length says; nil for a chunked body.
    package let length: Int64?

    init(length: Int64?, read: @escaping @Sendable () async throws -> ArraySlice<UInt8>?) {
        self.length = length
        self.read = read
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        let read: @Sendable () async throws -> ArraySlice<UInt8>?
        package mutating func next() async throws -> ArraySlice<UInt8>? { try await read() }
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(read: read) }

    /// The whole body; 413 when it is larger.
    package func collect(upTo limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        if let length, length > Int64(limit) { throw Self.tooLarge(limit) }
        bytes.reserveCapacity(Int(length ?? 0))
        for try await piece in self {
            guard bytes.count + piece.count <= limit else { throw Self.tooLarge(limit) }
            bytes += piece
        }
        return bytes
    }

    static func tooLarge(_ limit: Int) -> Problem {
        Problem(413, code: "body_too_large", detail: "the body is larger than \(limit) bytes")
    }
}

/// The client went away, or fell below the least rate, inside its request.
package struct BodyInterrupted: Error {}
