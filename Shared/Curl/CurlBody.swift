/// The bytes of a streamed reply, for one reader.
///
/// A slow reader slows the server down: above a mark nothing more is read. When
/// the body and its iterators are dropped before the end, the connection is closed.
package struct CurlBody: AsyncSequence, Sendable {
    package typealias Element = [UInt8]
    package typealias Failure = CurlError

    let lease: CurlLease

    package struct Iterator: AsyncIteratorProtocol {
        let lease: CurlLease

        package mutating func next() async throws(CurlError) -> [UInt8]? { try await lease.next() }

        package mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(CurlError) -> [UInt8]? {
            try await lease.next()
        }
    }

    package func makeAsyncIterator() -> Iterator { Iterator(lease: lease) }
}
