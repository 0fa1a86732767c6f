/// Checks a Host value: a host and perhaps a port, nothing else (HTTP H7).
enum HostValue {
    static func isValid(_ bytes: Span<UInt8>, in value: Range<Int>) -> Bool {
        let table = ByteClass.table
        var end = value.lowerBound
        if end < value.upperBound, bytes[end] == 0x5B {
            guard let bracket = bytes.firstIndex(of: 0x5D, in: value) else { return false }
            guard isLiteral(bytes, in: end + 1..<bracket, table) else { return false }
            end = bracket + 1
        } else {
            while end < value.upperBound, let width = nameWidth(bytes, at: end, in: value, table) {
                end += width
            }
            if end == value.lowerBound { return false }
        }
        if end == value.upperBound { return true }
        return bytes[end] == Ascii.colon
            && bytes.consists(of: ByteClass.digit, in: end + 1..<value.upperBound, table)
    }

    /// IPv6 digits and separators; whether they form an address matters to nobody here.
    private static func isLiteral(
        _ bytes: Span<UInt8>, in range: Range<Int>, _ table: [UInt8]
    ) -> Bool {
        for index in range {
            let byte = bytes[index]
            let isPart = table[Int(byte)] & ByteClass.hex != 0 || byte == Ascii.colon || byte == Ascii.dot
            if !isPart { return false }
        }
        return !range.isEmpty
    }

    /// One character of a name, or an escape of three.
    private static func nameWidth(
        _ bytes: Span<UInt8>, at index: Int, in value: Range<Int>, _ table: [UInt8]
    ) -> Int? {
        if table[Int(bytes[index])] & ByteClass.host != 0 { return 1 }
        guard bytes[index] == Ascii.percent, index + 3 <= value.upperBound else { return nil }
        return bytes.consists(of: ByteClass.hex, in: index + 1..<index + 3, table) ? 3 : nil
    }
}
