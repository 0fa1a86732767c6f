/// Reads a field line: name ":" OWS value OWS (HTTP H8–H11, H13).
struct FieldLine {
    let name: Range<Int>
    let value: Range<Int>

    init(_ bytes: Span<UInt8>, in line: Range<Int>, isFirst: Bool) throws(Rejection) {
        let table = ByteClass.table
        var end = line.lowerBound
        while end < line.upperBound, table[Int(bytes[end])] & ByteClass.token != 0 { end += 1 }
        guard end > line.lowerBound, end < line.upperBound, bytes[end] == Ascii.colon else {
            throw Self.badName(bytes, endingAt: end, in: line, isFirst: isFirst)
        }
        name = line.lowerBound..<end
        for index in end + 1..<line.upperBound where table[Int(bytes[index])] & ByteClass.value == 0 {
            throw Self.badValue(bytes[index])
        }
        value = bytes.trimmed(end + 1..<line.upperBound)
    }

    private static func badName(
        _ bytes: Span<UInt8>, endingAt end: Int, in line: Range<Int>, isFirst: Bool
    ) -> Rejection {
        guard end < line.upperBound else { return .malformed("H13", "A field line has no colon.") }
        let byte = bytes[end]
        if Ascii.isBlank(byte) {
            if end > line.lowerBound {
                return .malformed("H8", "White space stands between a field name and its colon.")
            }
            return isFirst
                ? .malformed("H10", "White space stands before the first field.")
                : .malformed("H9", "A field value is folded over several lines.")
        }
        if byte == Ascii.carriageReturn { return badValue(byte) }
        return .malformed("H13", "A field name is empty or holds a character it must not.")
    }

    private static func badValue(_ byte: UInt8) -> Rejection {
        byte == Ascii.carriageReturn
            ? .malformed("H11", "A carriage return stands outside a line end.")
            : .malformed("H13", "A field value holds a control character.")
    }
}
