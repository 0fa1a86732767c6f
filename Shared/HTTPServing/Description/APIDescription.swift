import HTTPTypes
import Schemas

/// The description of an API, from its routes: the document at /openapi.json (OpenAPI 3.1).
///
/// Routes without a `RouteDescription` are left out; a test sees to it that no service has one.
struct APIDescription: Encodable {
    private let openapi = "3.1.0"
    private let info: Title
    private let paths: [String: [String: DescribedOperation]]
    private let components: Components

    init(name: String, version: String, routes: [Route]) {
        info = Title(title: "pairmill \(name)", version: version)
        var paths: [String: [String: DescribedOperation]] = [:]
        var schemas: [String: Schema] = [:]
        for route in routes {
            guard let operation = DescribedOperation(route) else { continue }
            paths[route.pattern, default: [:]][route.method.rawValue.lowercased()] = operation
            for schema in operation.schemas { schema.collectNames(into: &schemas) }
        }
        self.paths = paths
        components = Components(schemas: schemas)
    }

    private struct Title: Encodable {
        let title: String
        let version: String
    }

    private struct Components: Encodable {
        let schemas: [String: Schema]
        let securitySchemes = ["key": SecurityScheme()]
    }

    private struct SecurityScheme: Encodable {
        let type = "http"
        let scheme = "bearer"
        let description = "An API key, pm_…; asked for once a key was made."
    }
}
