import HTTPTypes
import Schemas

extension Router {
    /// Adds /openapi.json, which describes the routes there are by now, and itself.
    package mutating func describe(name: String, version: String) throws {
        let description = RouteDescription("What this service answers, as OpenAPI 3.1.")
            .answers(.object(SchemaMembers(["openapi": .text()], required: ["openapi"])))
        let pattern = "/openapi.json"
        let own = Route(
            method: .get, pattern: pattern, limits: .standard, needs: nil, description: description,
            number: routes.count, parameterNames: [], handler: { _ in Reply() })
        let page = try Reply.json(APIDescription(name: name, version: version, routes: routes + [own]))
        on(.get, pattern, needs: nil, as: description) { _ in page }
    }
}
