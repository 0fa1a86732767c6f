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
            kept += rest[..<start]
            kept += named
            rest = rest[(start + named.count)...]
            // Also what is cut short or too long, and what is written as an escape.
            let isSecret = rest.first == UInt8(ascii: "_") || rest.first == UInt8(ascii: "%")
            guard named.count == prefix.count + APIKey.idLength, isSecret else { continue }
            kept += Array("_••••".utf8)
            rest = rest.dropFirst().drop(while: APIKey.isAllowed)
        }
        return String(decoding: kept + rest, as: UTF8.self)
    }
}
