extension JSONParser {
    /// Reads a string (RFC 8259 §7); its opening quote is the next byte.
    mutating func string() throws(JSONError) -> String {
        move(to: position + 1)
        let start = position
        try skipPlain()
        if bytes[position] == UInt8(ascii: "\"") {
            let text = try text(of: bytes[start..<position])
            move(to: position + 1)
            return text
        }
        return try stringWithEscapes(from: start)
    }

    private mutating func stringWithEscapes(from start: Int) throws(JSONError) -> String {
        var buffer = Array(bytes[start..<position])
        while bytes[position] != UInt8(ascii: "\"") {
            try escape(into: &buffer)
            let plain = position
            try skipPlain()
            buffer.append(contentsOf: bytes[plain..<position])
        }
        move(to: position + 1)
        return try buffer.withUnsafeBufferPointer { bytes throws(JSONError) in try text(of: bytes[...]) }
    }

    /// Goes on to a quote or a backslash.
    private mutating func skipPlain() throws(JSONError) {
        var index = position
        while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\\") {
            guard bytes[index] >= 0x20 else {
                throw JSONError(reason: .controlCharacter, offset: index)
            }
            index += 1
        }
        move(to: index)
        if index == bytes.count { throw failure(.endsEarly) }
    }

    private mutating func escape(into buffer: inout [UInt8]) throws(JSONError) {
        guard position + 1 < bytes.count else { throw failure(.endsEarly) }
        let letter = bytes[position + 1]
        if letter == UInt8(ascii: "u") {
            let scalar = try unicodeEscape()
            return buffer.append(contentsOf: String(Character(scalar)).utf8)
        }
        guard let byte = Self.escapes[letter] else { throw failure(.escape) }
        buffer.append(byte)
        move(to: position + 2)
    }

    /// Reads one `\u` and its four digits, or two that are a surrogate pair.
    private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
        let high = try codeUnit()
        guard (0xD800...0xDBFF).contains(high) else {
            guard let scalar = Unicode.Scalar(high) else { throw failure(.escape) }
            return scalar
        }
        let low = try codeUnit()
        guard (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        else { throw failure(.escape) }
        return scalar
    }

    private mutating func codeUnit() throws(JSONError) -> UInt32 {
        guard position + 6 <= bytes.count else { throw failure(.endsEarly) }
        guard bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u") else {
            throw failure(.escape)
        }
        var unit: UInt32 = 0
        for byte in bytes[(position + 2)..<(position + 6)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw failure(.escape)
            }
            unit = unit << 4 | UInt32(digit)
        }
        move(to: position + 6)
        return unit
    }

    private func text(of bytes: Slice<UnsafeBufferPointer<UInt8>>) throws(JSONError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw failure(.notUTF8) }
        return text
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
        UInt8(ascii: "/"): UInt8(ascii: "/"), UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]
}
