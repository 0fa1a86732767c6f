/// Undoes percent-encoding (RFC 3986 §2.1).
enum PercentDecoding {
    /// The text, or nil where an escape is malformed or the bytes are not UTF-8.
    static func decode(_ bytes: some Collection<UInt8>, plusIsSpace: Bool) -> String? {
        let isPlain = !bytes.contains { $0 == Ascii.percent || (plusIsSpace && $0 == 0x2B) }
        if isPlain { return String(validating: bytes, as: UTF8.self) }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var iterator = bytes.makeIterator()
        while let byte = iterator.next() {
            if byte == Ascii.percent {
                guard let high = iterator.next().flatMap(Ascii.hexValue),
                    let low = iterator.next().flatMap(Ascii.hexValue)
                else { return nil }
                decoded.append(high << 4 | low)
            } else {
                decoded.append(plusIsSpace && byte == 0x2B ? Ascii.space : byte)
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }
}
