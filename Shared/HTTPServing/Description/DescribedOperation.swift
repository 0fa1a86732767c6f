import Access
import HTTPTypes
import Schemas

/// One operation as the document writes it.
struct DescribedOperation: Encodable {
    private let operationId: String
    private let summary: String
    private let description: String?
    private let parameters: [Parameter]?
    private let requestBody: RequestBody?
    private let responses: [String: Response]
    private let security: [[String: [String]]]

    /// Nil where nothing is known of the route.
    init?(_ route: Route) {
        guard let operation = route.description else { return nil }
        operationId = Self.id(of: route)
        summary = operation.summary
        description = route.needs.map {
            "Needs a key of the role \($0.rawValue) or above, once there are keys."
        }
        let unnamed = route.parameterNames.filter { name in
            !operation.parameters.contains { $0.place == .path && $0.name == name }
        }
        let parameters =
            (unnamed.map { DescribedParameter($0, in: .path, .text(), isRequired: true) }
            + operation.parameters)
            .map { Parameter($0) }
        self.parameters = parameters.isEmpty ? nil : parameters
        requestBody = operation.content.isEmpty ? nil : RequestBody(operation.content)
        responses = Self.responses(operation)
        security = route.needs == nil ? [] : [["key": []]]
    }

    /// `post_v1_jobs_job_start`: what tools call the operation.
    private static func id(of route: Route) -> String {
        let words = route.pattern.split { !$0.isLetter && !$0.isNumber }
        return ([route.method.rawValue.lowercased()] + words.map(String.init)).joined(separator: "_")
    }

    /// What it answers, and what any request may be answered with.
    private static func responses(_ operation: RouteDescription) -> [String: Response] {
        var responses = Dictionary(
            uniqueKeysWithValues: operation.replies.map { ("\($0)", Response($1)) })
        responses["4XX"] = Response(.problem(400, "The request is refused; `code` says why."))
        responses["5XX"] = Response(.problem(500, "The service can't answer now; `code` says why."))
        return responses
    }

    var schemas: [Schema] {
        (parameters ?? []).map(\.schema) + (requestBody?.schemas ?? [])
            + responses.values.flatMap(\.schemas)
    }

    private struct Parameter: Encodable {
        let name: String
        let `in`: String
        let required: Bool
        let description: String?
        let schema: Schema

        init(_ parameter: DescribedParameter) {
            name = parameter.name
            `in` = parameter.place.rawValue
            required = parameter.isRequired
            description = parameter.words
            schema = parameter.schema
        }
    }

    private struct Media: Encodable {
        let schema: Schema
    }

    private struct RequestBody: Encodable {
        let required: Bool
        let content: [String: Media]

        /// Without a member that has to be there no content is as good as an empty object.
        init(_ content: [String: Schema]) {
            required = content.values.allSatisfy(\.hasRequiredMembers)
            self.content = content.mapValues { Media(schema: $0) }
        }

        var schemas: [Schema] { content.values.map(\.schema) }
    }

    private struct Response: Encodable {
        let description: String
        let content: [String: Media]?
        let headers: [String: Media]?

        init(_ reply: DescribedReply) {
            description = reply.words
            content = reply.content.isEmpty ? nil : reply.content.mapValues { Media(schema: $0) }
            let fields = reply.fields.map { ($0, Media(schema: .text())) }
            headers = fields.isEmpty ? nil : Dictionary(fields) { first, _ in first }
        }

        var schemas: [Schema] { (content ?? [:]).values.map(\.schema) }
    }
}
