package import Contracts

/// The form a reply must have: a name and a JSON schema.
package struct ReplyFormat: Sendable, Equatable {
    let name: String
    let schema: [UInt8]

    /// How much of the form a backend is asked for (BACKENDS §1).
    package enum Step: Sendable, Equatable {
        case schema
        case object
        case free

        /// The next weaker step; nil at the end.
        var relaxed: Step? {
            switch self {
            case .schema: .object
            case .object: .free
            case .free: nil
            }
        }
    }

    /// Of the name letters, digits, `_` and `-` are kept: servers take no others.
    package init(name: String, schema: JSONValue) {
        self.name = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" || $0 == "-" }
        self.schema = Array(schema.json.utf8)
    }
}
