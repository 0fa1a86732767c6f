/// Reads a chunk-size line: hexadecimal size and extensions (HTTP H26).
struct ChunkLine {
    let size: Int
    /// How many bytes its extensions take.
    let extensionLength: Int

    init(_ bytes: Span<UInt8>, in line: Range<Int>) throws(Rejection) {
        var end = line.lowerBound
        var size = 0
        while end < line.upperBound, let digit = Ascii.hexValue(bytes[end]) {
            if end - line.lowerBound == 16 || size >> 59 != 0 { throw Self.malformed("has too large a size") }
            size = size << 4 | Int(digit)
            end += 1
        }
        if end == line.lowerBound { throw Self.malformed("does not begin with a hexadecimal size") }
        self.size = size
        extensionLength = line.upperBound - end
        var reader = ExtensionReader(end: line.upperBound, position: end)
        guard reader.readAll(bytes, ByteClass.table) else {
            throw Self.malformed("has a malformed extension")
        }
    }

    static func malformed(_ what: String) -> Rejection { .malformed("H26", "A chunk-size line \(what).") }
}

/// Reads `*( BWS ";" BWS name [ BWS "=" BWS value ] )` (RFC 9112 §7.1.1).
private struct ExtensionReader {
    let end: Int
    var position: Int

    mutating func readAll(_ bytes: Span<UInt8>, _ table: [UInt8]) -> Bool {
        while position < end {
            skipBlanks(bytes)
            guard skip(Ascii.semicolon, bytes) else { return false }
            skipBlanks(bytes)
            guard skipToken(bytes, table) else { return false }
            let afterName = position
            skipBlanks(bytes)
            guard skip(Ascii.equals, bytes) else {
                position = afterName
                continue
            }
            skipBlanks(bytes)
            guard skipToken(bytes, table) || skipQuoted(bytes, table) else { return false }
        }
        return true
    }

    private mutating func skip(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
        guard position < end, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks(_ bytes: Span<UInt8>) {
        while position < end, Ascii.isBlank(bytes[position]) { position += 1 }
    }

    private mutating func skipToken(_ bytes: Span<UInt8>, _ table: [UInt8]) -> Bool {
        let start = position
        while position < end, table[Int(bytes[position])] & ByteClass.token != 0 { position += 1 }
        return position > start
    }

    private mutating func skipQuoted(_ bytes: Span<UInt8>, _ table: [UInt8]) -> Bool {
        guard skip(Ascii.quote, bytes) else { return false }
        while position < end {
            if skip(Ascii.quote, bytes) { return true }
            if bytes[position] == Ascii.backslash { position += 1 }
            guard position < end, table[Int(bytes[position])] & ByteClass.value != 0 else { return false }
            position += 1
        }
        return false
    }
}
