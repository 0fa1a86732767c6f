import Access
import Foundation
import HTTPTypes
import Schemas
import Testing

@testable import HTTPServing

/// The document at /openapi.json.
struct DescriptionTests {
    private struct Row: Codable { var name: String }

    private func document(_ router: Router) throws -> [String: Any] {
        let bytes = try JSONEncoder.replies.encode(
            APIDescription(name: "test", version: "1", routes: router.routes))
        return try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    }

    private func described() -> Router {
        var router = Router()
        let operation = RouteDescription("Change a row.")
            .path("row", .integer(1...9)).query("dry_run", .words(["0", "1"]), "Changes nothing.")
            .takes(Schema(of: Row.self)).answers(201, Row.self, fields: [.location]).refuses(
                404, "No such row.")
        router.on(.post, "/rows/{row}/{part}", needs: .viewer, as: operation) { _ in Reply() }
        router.on(.get, "/open", needs: nil, as: RouteDescription("Look.").answers(.text(), as: "text/plain"))
        { _ in
            Reply()
        }
        router.on(.get, "/undescribed") { _ in Reply() }
        return router
    }

    private func operation(_ path: String, _ method: String) throws -> [String: Any] {
        let paths = try #require(try document(described())["paths"] as? [String: [String: [String: Any]]])
        return try #require(paths[path]?[method])
    }

    @Test func `parameters, content and answers are those of the operation`() throws {
        let operation = try operation("/rows/{row}/{part}", "post")
        #expect(operation["operationId"] as? String == "post_rows_row_part")
        let parameters = try #require(operation["parameters"] as? [[String: Any]])
        #expect(Set(parameters.compactMap { $0["name"] as? String }) == ["row", "part", "dry_run"])
        let required = parameters.filter { $0["required"] as? Bool == true }
        #expect(Set(required.compactMap { $0["name"] as? String }) == ["row", "part"])
        let body = try #require(operation["requestBody"] as? [String: Any])
        #expect((body["content"] as? [String: Any])?.keys.sorted() == ["application/json"])
        let responses = try #require(operation["responses"] as? [String: [String: Any]])
        #expect(responses.keys.sorted() == ["201", "404", "4XX", "5XX"])
        #expect((responses["201"]?["headers"] as? [String: Any])?.keys.sorted() == ["Location"])
    }

    @Test func `an open route asks for no key, others for one`() throws {
        #expect((try operation("/open", "get")["security"] as? [Any])?.isEmpty == true)
        let security = try operation("/rows/{row}/{part}", "post")["security"] as? [[String: [String]]]
        #expect(security == [["key": []]])
    }

    @Test func `every schema that is referred to is there`() throws {
        let document = try document(described())
        let text = String(
            decoding: try JSONSerialization.data(withJSONObject: document, options: .withoutEscapingSlashes),
            as: UTF8.self)
        let components = try #require(document["components"] as? [String: [String: Any]])
        let references = text.matches(of: /#\/components\/schemas\/(\w+)/).map { String($0.1) }
        #expect(!references.isEmpty)
        for name in references { #expect(components["schemas"]?[name] != nil, "\(name)") }
    }

    @Test func `the description has its own route, and is served`() async throws {
        var router = described()
        try router.describe(name: "test", version: "1")
        let route = try #require(router.routes.last)
        #expect(route.pattern == "/openapi.json" && route.description != nil && route.needs == nil)
    }
}
