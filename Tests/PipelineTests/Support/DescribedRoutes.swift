import Contracts
import Foundation
import HTTPTypes
import OrderedCollections

@testable import HTTPServing

/// What the document at /openapi.json tells of routes, and what it leaves out.
struct DescribedRoutes {
    private let routes: [Route]
    private let document: JSONValue

    init(_ routes: [Route]) throws {
        self.routes = routes
        let description = APIDescription(name: "test", version: "", routes: routes)
        document = try JSONValue(parsing: JSONEncoder.replies.encode(description))
    }

    /// What a client would have to guess, each with its route.
    var gaps: [String] { routes.flatMap { route in omissions(of: route).map { "\(route.name) \($0)" } } }

    /// Routes that may change something and, as they are described, take no content.
    var withoutContent: [String] {
        routes.filter { route in
            [.post, .put, .patch].contains(route.method)
                && operation(of: route)?["requestBody"]?.members == nil
        }.map(\.name)
    }

    private func omissions(of route: Route) -> [String] {
        guard let operation = operation(of: route) else { return ["is not described"] }
        let answers = (operation["responses"]?.members ?? [:]).elements.filter { $0.key.hasPrefix("2") }
        var omissions = answers.filter { isVague($0.value) }.map {
            "does not say what its answer \($0.key) holds"
        }
        if answers.isEmpty { omissions.append("describes no success") }
        if isVague(operation["requestBody"]) { omissions.append("does not say what its content holds") }
        return omissions
    }

    private func operation(of route: Route) -> JSONValue? {
        document["paths"]?[route.pattern]?[route.method.rawValue.lowercased()]
    }

    /// Whether a request or an answer has JSON of which nothing is said.
    private func isVague(_ message: JSONValue?) -> Bool {
        guard let json = message?["content"]?["application/json"] else { return false }
        let schema = resolved(json["schema"])
        let told = ["properties", "items", "anyOf", "enum"].compactMap { schema?[$0] }
        return told.isEmpty && schema?["additionalProperties"]?.members == nil
    }

    /// A schema, or the one that it refers to.
    private func resolved(_ schema: JSONValue?) -> JSONValue? {
        guard let name = schema?["$ref"]?.text?.split(separator: "/").last else { return schema }
        return document["components"]?["schemas"]?[String(name)]
    }
}

extension Route {
    /// Its method and pattern.
    fileprivate var name: String { "\(method.rawValue) \(pattern)" }
}
