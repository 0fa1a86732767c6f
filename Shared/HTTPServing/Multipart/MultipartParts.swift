import HTTPTypes

/// The parts of a multipart/form-data content, in the order they were sent.
///
/// Read once and one after the other: going on to the next part drops what was
/// left of the one before. Memory stays constant however large the parts are.
package struct MultipartParts: AsyncSequence, Sendable {
    package typealias Element = MultipartPart

    private let reader: MultipartReader

    init(reader: MultipartReader) { self.reader = reader }

    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let reader: MultipartReader

        package func next() async throws -> MultipartPart? {
            guard let (head, number) = try await reader.nextPart() else { return nil }
            return MultipartPart(head: head, body: MultipartContent(reader: reader, part: number))
        }
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(reader: reader) }
}

extension Request {
    /// Reads the content as a form with files (RFC 7578).
    package func multipart() throws(MultipartError) -> MultipartParts {
        guard let boundary = self[.contentType].flatMap(MultipartBoundary.init(contentType:)) else {
            throw .notMultipart
        }
        return MultipartParts(reader: MultipartReader(body, boundary: boundary))
    }
}
