import Foundation
import Testing

@testable import Schemas

/// Schemas, and how they are read from types.
struct SchemaTests {
    private struct Row: Codable {
        var name: String
        var count: Int64
        var share: Double?
        var isOn: Bool
        var kind: Kind
        var tags: [String]
        var totals: [String: Int]
        var inner: Inner?
        var number: Number

        enum CodingKeys: String, CodingKey {
            case name, count, share, kind, tags, totals, inner, number
            case isOn = "is_on"
        }
    }

    private enum Kind: String, Codable, CaseIterable {
        case plain
        case twoWords = "two_words"
    }

    private struct Inner: Codable { var x: Int }

    private struct Number: RawRepresentable, Codable { var rawValue: UInt32 }

    private struct Odd: Codable {
        init() {}
        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            _ = try list.decode(Int.self)
        }
    }

    @Test func `a type's members are what its keys and types say, and optional ones are not required`() throws
    {
        guard case .named(let name, .object(let members)) = Schema(of: Row.self) else {
            Issue.record("a struct is a named object")
            return
        }
        #expect(name == "SchemaTestsRow")
        #expect(
            members.properties == [
                "name": .text(), "count": .integer(), "share": .number, "is_on": .boolean,
                "kind": .words(["plain", "two_words"]), "tags": .list(.text()),
                "totals": .object(SchemaMembers(others: .integer())), "number": .integer(),
                "inner": .named(
                    "SchemaTestsInner", .object(SchemaMembers(["x": .integer()], required: ["x"]))),
            ])
        #expect(
            members.required == ["name", "count", "is_on", "kind", "tags", "totals", "number"])
    }

    @Test func `a type that reads by rules of its own is not guessed`() {
        #expect(throws: DecodingError.self) { try Shape<Odd>.of(Odd.self) }
    }

    @Test func `generic types are named by what they are of`() {
        #expect(schemaName(of: [Kind].self) == "ArrayOfSchemaTestsKind")
    }

    @Test(arguments: [
        (Schema.anything, "{}"), (.boolean, #"{"type":"boolean"}"#),
        (.integer(1...5), #"{"maximum":5,"minimum":1,"type":"integer"}"#),
        (.text(pattern: "[a-z]+"), #"{"pattern":"^[a-z]+$","type":"string"}"#),
        (.words(["a", "b"]), #"{"enum":["a","b"],"type":"string"}"#),
        (.list(.number), #"{"items":{"type":"number"},"type":"array"}"#),
        (Schema.number.orNull, #"{"anyOf":[{"type":"number"},{"type":"null"}]}"#),
        (
            .object(SchemaMembers(["a": .boolean], required: ["a"], others: nil)),
            #"{"additionalProperties":false,"properties":{"a":{"type":"boolean"}},"required":["a"],"type":"object"}"#
        ),
        (.object(SchemaMembers()), #"{"type":"object"}"#),
        (.named("Row", .boolean), ##"{"$ref":"#/components/schemas/Row"}"##),
        (.described("so many", .integer()), #"{"description":"so many","type":"integer"}"#),
    ])
    func `a schema is written as JSON Schema`(schema: Schema, json: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(String(decoding: try encoder.encode(schema), as: UTF8.self) == json)
    }

    @Test func `named schemas are found wherever they stand`() {
        let inner = Schema.named("Inner", .boolean)
        let outer = Schema.named("Outer", .object(SchemaMembers(["a": .list(inner.orNull)])))
        var named: [String: Schema] = [:]
        Schema.described("both", outer).collectNames(into: &named)
        #expect(Set(named.keys) == ["Inner", "Outer"])
    }
}
