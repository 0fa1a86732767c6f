package import Domain
package import OrderedCollections
package import Schemas
import Spelling

/// Reads the members of a JSON object over values that stand where one is missing.
///
/// Every key that was asked for is known; what is left at the end is refused,
/// with the nearest known spelling. Problems are collected, never thrown, so
/// that one answer holds all of them.
package struct FieldReader {
    package let pointer: JSONPointer
    package private(set) var problems: [SpecificationProblem] = []
    private let members: OrderedDictionary<String, JSONValue>
    private let outline: Outline?
    private var asked: [String] = []

    package init(_ members: OrderedDictionary<String, JSONValue>, at pointer: JSONPointer = .root) {
        self.init(members, at: pointer, outline: pointer == .root ? Outline.current : nil)
    }

    private init(
        _ members: OrderedDictionary<String, JSONValue>, at pointer: JSONPointer, outline: Outline?
    ) {
        self.members = members
        self.pointer = pointer
        self.outline = outline
    }

    /// Reads a value of any kind; `null` counts as missing. `schema` says what is understood.
    package mutating func value(_ key: String, _ schema: Schema = .anything) -> JSONValue? {
        asked.append(key)
        outline?.note(key, schema)
        let value = members[key]
        return value == .null ? nil : value
    }

    /// Reports a value that is missing, one that has been asked for.
    package mutating func require(_ key: String, or hint: String = "") {
        outline?.require(key)
        if members[key] ?? .null == .null {
            report(pointer.appending(key), "\(key) is missing\(hint.isEmpty ? "" : "; ")\(hint)")
        }
    }

    /// Reads a value that `convert` understands; nil if it is missing or was refused.
    package mutating func converted<Value>(
        _ key: String, as expected: String, _ schema: Schema = .anything,
        _ convert: (JSONValue) -> Value?
    ) -> Value? {
        guard let found = value(key, schema.described(expected)) else { return nil }
        let converted = convert(found)
        if converted == nil { refuse(key, expected, found) }
        return converted
    }

    /// Reads an object, given to `body` as a reader of its own.
    package mutating func object(_ key: String, _ body: (inout FieldReader) -> Void) {
        guard let found = value(key, inner { body(&$0) }) else { return }
        guard let members = found.members else { return refuse(key, "an object", found) }
        var reader = FieldReader(members, at: pointer.appending(key))
        body(&reader)
        problems += reader.finish()
    }

    /// Reads an array of objects, which replaces the whole of `values`.
    package mutating func objects<Value>(
        _ key: String, into values: inout [Value], _ body: (inout FieldReader) -> Value?
    ) {
        guard let found = value(key, .list(inner { _ = body(&$0) })) else { return }
        guard let elements = found.elements else { return refuse(key, "an array of objects", found) }
        values = []
        for (index, element) in elements.enumerated() {
            let place = pointer.appending(key).appending(index)
            guard let members = element.members else {
                report(place, "must be an object; got \(element.spoken)")
                continue
            }
            var reader = FieldReader(members, at: place)
            if let value = body(&reader) { values.append(value) }
            problems += reader.finish()
        }
    }

    /// What a reader asks for within an object of this one; nothing where there is no outline.
    private func inner(_ body: (inout FieldReader) -> Void) -> Schema {
        guard outline != nil else { return .anything }
        let inner = Outline()
        var reader = FieldReader([:], at: pointer, outline: inner)
        body(&reader)
        return inner.schema
    }

    /// All problems, with those of the keys nobody asked for.
    package mutating func finish() -> [SpecificationProblem] {
        let unknown = members.keys.filter { !asked.contains($0) }
        // An answer names no more; a spelling is dear to look for in a body full of them.
        for key in unknown.prefix(SpecificationRefusal.most + 1) {
            let hint =
                nearestSpelling(of: key, among: asked).map { "did you mean \"\($0)\"?" }
                ?? "known here: \(asked.joined(separator: ", "))"
            report(pointer.appending(key), "unknown key \"\(key.prefix(60))\"; \(hint)")
        }
        return problems
    }

    package mutating func report(_ pointer: JSONPointer, _ detail: String) {
        problems.append(SpecificationProblem(pointer: pointer.description, detail: detail))
    }

    private mutating func refuse(_ key: String, _ expected: String, _ found: JSONValue) {
        report(pointer.appending(key), "\(key) must be \(expected); got \(found.spoken)")
    }
}
