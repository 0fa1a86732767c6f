extension FieldReader {
    package mutating func integer(_ key: String, into value: inout Int) {
        read(key, as: "an integer", into: &value) { $0.whole.flatMap(Int.init(exactly:)) }
    }

    package mutating func integer(_ key: String, into value: inout Int?) {
        read(key, as: "an integer", into: &value) { $0.whole.flatMap(Int.init(exactly:)) }
    }

    package mutating func number(_ key: String, into value: inout Double) {
        read(key, as: "a number", into: &value) { $0.double }
    }

    package mutating func boolean(_ key: String, into value: inout Bool) {
        read(key, as: "true or false", into: &value) { $0.boolean }
    }

    package mutating func string(_ key: String, into value: inout String) {
        read(key, as: "a string", into: &value) { $0.text }
    }

    package mutating func string(_ key: String, into value: inout String?) {
        read(key, as: "a string", into: &value) { $0.text }
    }

    /// Reads one of a few words.
    package mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ key: String, into value: inout Choice
    ) {
        let words = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        read(key, as: "one of \(words)", into: &value) { $0.text.flatMap(Choice.init(rawValue:)) }
    }
}

extension JSONValue {
    /// The value as a message names it, cut short.
    var spoken: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .integer, .number: "the number \(json)"
        case .string(let text): "the string \"\(text.prefix(40))\(text.count > 40 ? "…" : "")\""
        case .array: "an array"
        case .object: "an object"
        }
    }
}
