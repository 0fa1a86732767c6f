/// A field value of a word and parameters: `form-data; name="a"` (RFC 9110 §5.6.6).
struct FieldParameters {
    /// The word before the first semicolon, in lower case.
    let value: String
    /// By lower-case name. The first of a repeated name counts.
    private let parameters: [String: String]

    /// Nil where the grammar is broken: such a value could be read two ways.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        let end = rest.firstIndex(of: Ascii.semicolon) ?? rest.endIndex
        value = String(decoding: rest[..<end], as: UTF8.self).trimmingBlanks.lowercased()
        rest = rest[end...]
        var parameters: [String: String] = [:]
        while rest.popFirst() != nil {
            rest = rest.drop(while: Ascii.isBlank)
            if rest.isEmpty { break }
            guard let mark = rest.firstIndex(of: Ascii.equals) else { return nil }
            let name = String(decoding: rest[..<mark], as: UTF8.self).lowercased()
            rest = rest[mark...].dropFirst()
            guard let value = Self.takeValue(&rest) else { return nil }
            parameters[name] = parameters[name] ?? value
            rest = rest.drop(while: Ascii.isBlank)
            guard rest.isEmpty || rest.first == Ascii.semicolon else { return nil }
        }
        self.parameters = parameters
    }

    subscript(name: String) -> String? { parameters[name] }

    /// A quoted string, or whatever stands before the next semicolon.
    private static func takeValue(_ rest: inout ArraySlice<UInt8>) -> String? {
        guard rest.first == Ascii.quote else {
            let value = rest.prefix { $0 != Ascii.semicolon && !Ascii.isBlank($0) && $0 != Ascii.quote }
            rest = rest[value.endIndex...]
            return value.isEmpty ? nil : String(validating: value, as: UTF8.self)
        }
        rest = rest.dropFirst()
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == Ascii.quote { return String(validating: bytes, as: UTF8.self) }
            // A backslash escapes a quote or itself; elsewhere it stands in file names of old clients.
            if byte == Ascii.backslash, let next = rest.first, next == Ascii.quote || next == Ascii.backslash
            {
                bytes.append(next)
                rest = rest.dropFirst()
            } else {
                bytes.append(byte)
            }
        }
        return nil
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        let front = drop { $0 == " " || $0 == "\t" }
        return String(front.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
