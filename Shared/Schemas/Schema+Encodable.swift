extension Schema: Encodable {
    private enum Keyword: String, CodingKey {
        case type, format, pattern, minLength, maxLength, minimum, maximum, items, properties, required,
            additionalProperties, anyOf, description
        case `enum`
        case reference = "$ref"
    }

    /// Where a document keeps its named schemas (OpenAPI 3.1 §4.8.7).
    private static let place = "#/components/schemas/"

    package func encode(to encoder: any Encoder) throws {
        var keywords = encoder.container(keyedBy: Keyword.self)
        try encode(into: &keywords)
    }

    private func encode(into keywords: inout KeyedEncodingContainer<Keyword>) throws {
        switch self {
        case .anything: break
        case .null: try keywords.encode("null", forKey: .type)
        case .boolean: try keywords.encode("boolean", forKey: .type)
        case .integer(let range):
            try keywords.encode("integer", forKey: .type)
            try keywords.encodeIfPresent(range?.lowerBound, forKey: .minimum)
            try keywords.encodeIfPresent(range?.upperBound, forKey: .maximum)
        case .number: try keywords.encode("number", forKey: .type)
        case .text(let rule): try Self.encode(rule, into: &keywords)
        case .words(let words):
            try keywords.encode("string", forKey: .type)
            try keywords.encode(words, forKey: .enum)
        case .list(let element):
            try keywords.encode("array", forKey: .type)
            try keywords.encode(element, forKey: .items)
        case .object(let members): try Self.encode(members, into: &keywords)
        case .either(let schemas): try keywords.encode(schemas, forKey: .anyOf)
        case .described(let words, let schema):
            try schema.encode(into: &keywords)
            try keywords.encode(words, forKey: .description)
        case .named(let name, _): try keywords.encode(Self.place + name, forKey: .reference)
        }
    }

    private static func encode(
        _ rule: TextRule, into keywords: inout KeyedEncodingContainer<Keyword>
    ) throws {
        try keywords.encode("string", forKey: .type)
        try keywords.encodeIfPresent(rule.format, forKey: .format)
        try keywords.encodeIfPresent(rule.pattern, forKey: .pattern)
        try keywords.encodeIfPresent(rule.shortest, forKey: .minLength)
        try keywords.encodeIfPresent(rule.longest, forKey: .maxLength)
    }

    private static func encode(
        _ members: SchemaMembers, into keywords: inout KeyedEncodingContainer<Keyword>
    ) throws {
        try keywords.encode("object", forKey: .type)
        if !members.properties.isEmpty { try keywords.encode(members.properties, forKey: .properties) }
        if !members.required.isEmpty { try keywords.encode(members.required.sorted(), forKey: .required) }
        switch members.others {
        case .anything?: break
        case nil: try keywords.encode(false, forKey: .additionalProperties)
        case let schema?: try keywords.encode(schema, forKey: .additionalProperties)
        }
    }
}
