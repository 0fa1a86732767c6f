package import HTTPTypes
package import Schemas

/// What one route takes and answers, as the API's description tells it (OpenAPI 3.1 §4.8.10).
package struct RouteDescription: Sendable {
    let summary: String
    private(set) var parameters: [DescribedParameter] = []
    /// By media type; nothing for a route that takes none.
    private(set) var content: [String: Schema] = [:]
    private(set) var replies: [Int: DescribedReply] = [:]

    package init(_ summary: String) { self.summary = summary }

    /// A parameter of the query.
    package func query(
        _ name: String, _ schema: Schema, isRequired: Bool = false, _ words: String
    ) -> RouteDescription {
        changed {
            $0.parameters.append(
                DescribedParameter(name, in: .query, schema, isRequired: isRequired, words))
        }
    }

    /// What stands in the path in a parameter's place; any text where nothing is said.
    package func path(_ name: String, _ schema: Schema) -> RouteDescription {
        changed { $0.parameters.append(DescribedParameter(name, in: .path, schema, isRequired: true)) }
    }

    package func header(_ name: HTTPField.Name, _ schema: Schema, _ words: String) -> RouteDescription {
        changed { $0.parameters.append(DescribedParameter(name.rawName, in: .header, schema, words)) }
    }

    /// Content it takes; of several types the client chooses one.
    package func takes(_ schema: Schema, as mediaType: String = "application/json") -> RouteDescription {
        changed { $0.content[mediaType] = schema }
    }

    /// An answer with content of a type; `fields` come with it.
    package func answers(
        _ status: Int, _ schema: Schema, as mediaType: String = "application/json",
        fields: [HTTPField.Name] = [], _ words: String? = nil
    ) -> RouteDescription {
        changed {
            var reply = $0.replies[status] ?? DescribedReply(status)
            reply.content[mediaType] = schema
            reply.fields += fields.map(\.rawName)
            reply.words = words ?? reply.words
            $0.replies[status] = reply
        }
    }

    /// An answer of JSON as a type writes it.
    package func answers<Body: Decodable>(
        _ status: Int, _ type: Body.Type, fields: [HTTPField.Name] = [], _ words: String? = nil
    ) -> RouteDescription { answers(status, Schema(of: type), fields: fields, words) }

    /// What it answers where all went well.
    package func answers(
        _ schema: Schema, as mediaType: String = "application/json", fields: [HTTPField.Name] = [],
        _ words: String? = nil
    ) -> RouteDescription { answers(200, schema, as: mediaType, fields: fields, words) }

    /// The same as a type writes it, in JSON.
    package func answers<Body: Decodable>(
        _ type: Body.Type, fields: [HTTPField.Name] = []
    ) -> RouteDescription { answers(200, type, fields: fields) }

    /// An answer without content.
    package func answersNothing(_ status: Int, _ words: String) -> RouteDescription {
        changed { $0.replies[status] = DescribedReply(status, words) }
    }

    /// A problem of its own, beside those that any request may meet.
    package func refuses(_ status: Int, _ words: String) -> RouteDescription {
        changed { $0.replies[status] = .problem(status, words) }
    }

    private func changed(_ change: (inout RouteDescription) -> Void) -> RouteDescription {
        var operation = self
        change(&operation)
        return operation
    }
}

/// One parameter of an operation.
struct DescribedParameter: Sendable {
    enum Place: String, Sendable { case query, path, header }

    let name: String
    let place: Place
    let schema: Schema
    let isRequired: Bool
    let words: String?

    init(
        _ name: String, in place: Place, _ schema: Schema, isRequired: Bool = false, _ words: String? = nil
    ) {
        self.name = name
        self.place = place
        self.schema = schema
        self.isRequired = isRequired
        self.words = words
    }
}

/// One answer of an operation.
struct DescribedReply: Sendable {
    var words: String
    /// By media type.
    var content: [String: Schema] = [:]
    /// Names of header fields that come with it.
    var fields: [String] = []

    init(_ status: Int, _ words: String? = nil) { self.words = words ?? StatusPhrase.of(status) }

    static func problem(_ status: Int, _ words: String? = nil) -> DescribedReply {
        var reply = DescribedReply(status, words)
        reply.content["application/problem+json"] = Schema(of: Problem.self)
        return reply
    }
}
