extension JSONParser {
    /// Reads a number (RFC 8259 §6); whole ones that fit stay exact.
    mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        if peek == UInt8(ascii: "-") { move(to: position + 1) }
        let whole = digits()
        guard !whole.isEmpty, whole.count == 1 || bytes[whole.lowerBound] != UInt8(ascii: "0") else {
            throw failure(position < bytes.count ? .number : .endsEarly)
        }
        let isWhole = try fractionAndExponent()
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        if isWhole, let value = Int64(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else { throw failure(.number) }
        return .number(value)
    }

    /// Whether there was neither.
    private mutating func fractionAndExponent() throws(JSONError) -> Bool {
        let start = position
        if peek == UInt8(ascii: ".") {
            move(to: position + 1)
            if digits().isEmpty { throw failure(.number) }
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            move(to: position + 1)
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { move(to: position + 1) }
            if digits().isEmpty { throw failure(.number) }
        }
        return position == start
    }

    private mutating func digits() -> Range<Int> {
        let start = position
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            move(to: position + 1)
        }
        return start..<position
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }
}
