import Foundation

/// How texts of models and records of calls are written to the database.
///
/// PostgreSQL's text and jsonb hold no NUL, but a model or its server may send
/// one; a result must not be lost over it (QUEUE R19).
enum StoredText {
    private static let escapedNUL = Data(#"\u0000"#.utf8)

    static func clean(_ text: String) -> String {
        text.utf8.contains(0) ? text.replacing("\0", with: "") : text
    }

    /// JSON of our own values, with sorted keys and without NUL in any text.
    static func json(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        // Plain keys, numbers and strings always encode; null would be refused by the column.
        guard let encoded = try? encoder.encode(value) else { return "null" }
        return String(decoding: clean(encoded), as: UTF8.self)
    }

    /// Takes out what escapes NUL, but no escaped backslash with `u0000` after it.
    private static func clean(_ json: Data) -> Data {
        guard json.range(of: escapedNUL) != nil else { return json }
        var cleaned = Data(capacity: json.count)
        var rest = json[...]
        while let byte = rest.first {
            if rest.starts(with: escapedNUL) {
                rest = rest.dropFirst(escapedNUL.count)
            } else {
                // A backslash and what it escapes stay together.
                let length = byte == UInt8(ascii: "\\") ? 2 : 1
                cleaned.append(rest.prefix(length))
                rest = rest.dropFirst(length)
            }
        }
        return cleaned
    }
}
