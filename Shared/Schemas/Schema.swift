/// What a JSON value looks like: as much of JSON Schema 2020-12 as the APIs need.
package indirect enum Schema: Sendable, Hashable {
    case anything
    case null
    case boolean
    /// A number without a fraction; within a range, where there is one.
    case integer(ClosedRange<Int64>? = nil)
    case number
    case text(TextRule = TextRule())
    /// A text that is one of a few.
    case words([String])
    case list(Schema)
    case object(SchemaMembers)
    /// Any one of several.
    case either([Schema])
    /// With a sentence for people.
    case described(String, Schema)
    /// One that stands in a document once and is referred to by its name.
    case named(String, Schema)
}

extension Schema {
    /// A text of a form: an ECMA-262 pattern for all of it, without its anchors.
    package static func text(pattern: String) -> Schema { .text(TextRule(pattern: "^\(pattern)$")) }

    /// The same, where `null` stands for a value that is left out.
    package var orNull: Schema { self == .anything ? self : .either([self, .null]) }

    /// Whether it is an object with members that have to be there.
    package var hasRequiredMembers: Bool {
        switch self {
        case .object(let members): !members.required.isEmpty
        case .named(_, let schema), .described(_, let schema): schema.hasRequiredMembers
        default: false
        }
    }

    /// Where it says what nothing else says.
    package func described(_ words: String) -> Schema { .described(words, self) }
}

/// What is known of a text.
package struct TextRule: Sendable, Hashable {
    /// A word of JSON Schema's list, such as `date-time`.
    package var format: String?
    package var pattern: String?
    /// In Unicode scalars.
    package var shortest: Int?
    package var longest: Int?

    package init(format: String? = nil, pattern: String? = nil, shortest: Int? = nil, longest: Int? = nil) {
        self.format = format
        self.pattern = pattern
        self.shortest = shortest
        self.longest = longest
    }
}

/// What is known of an object's members.
package struct SchemaMembers: Sendable, Hashable {
    package var properties: [String: Schema]
    package var required: Set<String>
    /// What members beside the properties look like; nil where there can be none.
    package var others: Schema?

    package init(
        _ properties: [String: Schema] = [:], required: Set<String> = [], others: Schema? = .anything
    ) {
        self.properties = properties
        self.required = required
        self.others = others
    }
}
