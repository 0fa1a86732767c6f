import Glibc

extension Span<UInt8> {
    /// Where the first line feed is within a part; the C library looks at many bytes at once.
    func firstLineFeed(in range: Range<Int>) -> Int? {
        guard !range.isEmpty else { return nil }
        return extracting(range).withUnsafeBufferPointer { part in
            guard let start = part.baseAddress,
                let found = memchr(start, Int32(Ascii.lineFeed), part.count)
            else { return nil }
            return range.lowerBound + UnsafeRawPointer(start).distance(to: UnsafeRawPointer(found))
        }
    }
}
