import HTTPTypes

/// The codings named by all Transfer-Encoding lines together (HTTP H2, H3).
struct TransferCodings {
    private(set) var isPresent = false
    private var chunkedCount = 0
    private var endsInChunked = false
    private var hasOther = false

    mutating func add(_ bytes: Span<UInt8>, in value: Range<Int>) {
        isPresent = true
        bytes.forEachElement(in: value) { element in
            endsInChunked = bytes.spells("chunked", in: element)
            if endsInChunked { chunkedCount += 1 } else { hasOther = true }
        }
    }

    /// H2 is judged before H3: a MUST beats a SHOULD.
    func check() throws(Rejection) {
        guard endsInChunked, chunkedCount == 1 else {
            throw .malformed("H2", "Transfer-Encoding must end in chunked, once.")
        }
        if hasOther {
            throw Rejection(.notImplemented, "H3", "Of the transfer codings only chunked is supported.")
        }
    }
}
