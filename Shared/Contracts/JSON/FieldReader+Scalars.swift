import Schemas

extension FieldReader {
    package mutating func integer(_ key: String, into value: inout Int) { value = integer(key) ?? value }
    package mutating func integer(_ key: String, into value: inout Int?) { value = integer(key) ?? value }
    package mutating func string(_ key: String, into value: inout String) { value = string(key) ?? value }
    package mutating func string(_ key: String, into value: inout String?) { value = string(key) ?? value }

    package mutating func number(_ key: String, into value: inout Double) {
        value = converted(key, as: "a number", .number) { $0.double } ?? value
    }

    package mutating func boolean(_ key: String, into value: inout Bool) {
        value = converted(key, as: "true or false", .boolean) { $0.boolean } ?? value
    }

    /// Reads one of a few words.
    package mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ key: String, into value: inout Choice
    ) {
        value = choice(key) ?? value
    }

    /// Reads one of a few words; nil if it is missing or was refused.
    package mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ key: String
    ) -> Choice? {
        let words = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        return converted(key, as: "one of \(words)", .words(Choice.allCases.map(\.rawValue))) {
            $0.text.flatMap(Choice.init(rawValue:))
        }
    }

    /// Reads a whole number within a range; nil if it is missing or was refused.
    package mutating func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        let bounds = Int64(range.lowerBound)...Int64(range.upperBound)
        return converted(
            key, as: "an integer from \(range.lowerBound) to \(range.upperBound)", .integer(bounds)
        ) {
            $0.whole.flatMap(Int.init(exactly:)).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    private mutating func integer(_ key: String) -> Int? {
        converted(key, as: "an integer", .integer()) { $0.whole.flatMap(Int.init(exactly:)) }
    }

    /// Reads a string; one with NUL is refused, for PostgreSQL can't store it.
    package mutating func string(_ key: String) -> String? {
        guard let text = converted(key, as: "a string", .text(), \.text) else { return nil }
        guard !text.utf8.contains(0) else {
            report(pointer.appending(key), "\(key) holds NUL (U+0000), which can't be stored; leave it out")
            return nil
        }
        return text
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
