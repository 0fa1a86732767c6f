import Contracts
import Domain
import OrderedCollections
import Schemas
import Testing

/// Schemas of bodies are what their readers ask for.
struct BodySchemaTests {
    private func members(_ schema: Schema) throws -> SchemaMembers {
        var schema = schema
        if case .named(_, let inner) = schema { schema = inner }
        if case .either(let several) = schema { schema = try #require(several.first) }
        guard case .object(let members) = schema else {
            Issue.record("\(schema) is no object")
            return SchemaMembers()
        }
        return members
    }

    @Test func `a specification's schema has every key its JSON has, down to the last object`() throws {
        let schema = Schema(ofBody: "JobSpecification") { json throws(SpecificationRefusal) in
            try JobSpecification(reading: json, seed: Seed(rawValue: 1))
        }
        for preset in Preset.allCases { try check(schema, against: preset.specification.json, at: "") }
    }

    private func check(_ schema: Schema, against json: JSONValue, at pointer: String) throws {
        guard let expected = json.members else { return }
        let members = try members(schema)
        // Templates are all optional; those of the preset are none.
        for (key, value) in expected where pointer != "/prompts" {
            let found = try #require(members.properties[key], "\(pointer)/\(key)")
            try check(found, against: value, at: "\(pointer)/\(key)")
        }
        #expect(members.others == nil, "\(pointer) takes unknown keys")
    }

    @Test func `what has to be there is required and can't be null, all else can`() throws {
        let call = try members(
            Schema(ofBody: "VerifyCall") { json throws(SpecificationRefusal) in
                try VerifyCall(reading: json)
            })
        #expect(call.required == ["image", "instruction", "response", "reference"])
        #expect(call.properties["response"] == .text().described("a string"))
        #expect(call.properties["votes"] == .integer(1...9).described("an integer from 1 to 9").orNull)
    }

    @Test func `reading bodies notes nothing where nobody wants a schema`() throws {
        let change = try BackendChange(reading: ["state": "draining"])
        #expect(change.state == .draining)
    }
}
