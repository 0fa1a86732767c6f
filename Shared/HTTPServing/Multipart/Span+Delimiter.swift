import Glibc

extension Span<UInt8> {
    /// Whether these bytes stand at an offset.
    func begins(with bytes: ArraySlice<UInt8>, at start: Int) -> Bool {
        guard start + bytes.count <= count else { return false }
        for (offset, byte) in bytes.enumerated() where self[start + offset] != byte { return false }
        return true
    }

    /// Where a delimiter begins, or might: its start may stand at the end of the range.
    ///
    /// Without either it is the range's end, up to which everything is content.
    func firstDelimiter(_ delimiter: [UInt8], in range: Range<Int>) -> (start: Int, isWhole: Bool) {
        var start = range.lowerBound
        while let candidate = firstCarriageReturn(in: start..<range.upperBound) {
            let available = Swift.min(delimiter.count, range.upperBound - candidate)
            if begins(with: delimiter.prefix(available), at: candidate) {
                return (candidate, available == delimiter.count)
            }
            start = candidate + 1
        }
        return (range.upperBound, false)
    }

    private func firstCarriageReturn(in range: Range<Int>) -> Int? {
        guard !range.isEmpty else { return nil }
        return extracting(range).withUnsafeBufferPointer { part in
            guard let start = part.baseAddress,
                let found = memchr(start, Int32(Ascii.carriageReturn), part.count)
            else { return nil }
            return range.lowerBound + UnsafeRawPointer(start).distance(to: UnsafeRawPointer(found))
        }
    }
}
