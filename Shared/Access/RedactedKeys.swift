extension String {
    /// The text with dots in place of what proves an API key, wherever one stands in it.
    ///
    /// For what is logged or told of a request: a key may stand in a path by mistake.
    package var withoutKeys: String {
        let bytes = Array(utf8)
        let prefix = Array(APIKey.prefix.utf8)
        guard bytes.firstRange(of: prefix) != nil else { return self }
        var kept: [UInt8] = []
        var rest = bytes[...]
        while let start = rest.firstRange(of: prefix)?.lowerBound {
            let named = rest[start...].prefix(prefix.count + APIKey.idLength)
            let behind = rest[(start + named.count)...]
            // Also what is cut short or too long, what is written as an escape, and keys without a gap.
            let isSecret = behind.first == UInt8(ascii: "_") || behind.first == UInt8(ascii: "%")
            guard isSecret else {
                kept += rest[...start]
                rest = rest[(start + 1)...]
                continue
            }
            kept += rest[..<start] + named + Array("_••••".utf8)
            rest = behind.dropFirst().drop { APIKey.isAllowed($0) || $0 == UInt8(ascii: "_") }
        }
        return String(decoding: kept + rest, as: UTF8.self)
    }
}
