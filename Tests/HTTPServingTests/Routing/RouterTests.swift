import HTTPTypes
import Testing

@testable import HTTPServing

@Suite struct RouterTests {
    private let router: Router = {
        var router = Router()
        router.on(.get, "/") { _ in .text("root") }
        router.on(.get, "/v1/jobs/{job}") { _ in Reply() }
        router.on(.delete, "/v1/jobs/{job}") { _ in Reply() }
        router.on(.get, "/v1/jobs/all") { _ in Reply() }
        router.on(.post, "/v1/jobs/{id}/samples/{sample}") { _ in Reply() }
        return router
    }()

    /// The pattern found and its parameters.
    private func find(_ method: HTTPRequest.Method, _ path: String) throws -> (String, [String: String])? {
        let target = try RequestTarget(parsing: Array(path.utf8)[...], isOptions: method == .options)
        guard case .route(let route, let parameters) = try router.resolve(method, target) else { return nil }
        return (route.pattern, parameters)
    }

    private func problem(_ method: HTTPRequest.Method, _ path: String) -> Problem? {
        do {
            _ = try find(method, path)
            return nil
        } catch {
            return error as? Problem
        }
    }

    @Test func `names in braces take one segment each, decoded`() throws {
        let found = try #require(try find(.post, "/v1/jobs/a%2Fb/samples/%C3%A9"))
        #expect(found.0 == "/v1/jobs/{id}/samples/{sample}")
        #expect(found.1 == ["id": "a/b", "sample": "é"])
    }

    @Test func `a literal wins over a name`() throws {
        #expect(try find(.get, "/v1/jobs/all")?.0 == "/v1/jobs/all")
        #expect(try find(.get, "/v1/jobs/alle")?.0 == "/v1/jobs/{job}")
    }

    @Test func `HEAD is answered from GET`() throws {
        #expect(try find(.head, "/")?.0 == "/")
    }

    @Test(arguments: ["/v1", "/v1/jobs", "/v1/jobs/", "/v1/jobs/a/b", "//", "/v1//a"])
    func `a path that is not registered is 404`(path: String) {
        #expect(problem(.get, path)?.status == 404)
    }

    @Test func `another method of a known path is 405 and told which are allowed`() {
        let problem = problem(.put, "/v1/jobs/7")
        #expect(problem?.status == 405)
        #expect(problem?.allow == "DELETE, GET, HEAD, OPTIONS")
    }

    @Test func `OPTIONS tells what a path allows`() throws {
        let target = try RequestTarget(parsing: Array("/v1/jobs/7".utf8)[...], isOptions: true)
        guard case .reply(let reply) = try router.resolve(.options, target) else {
            Issue.record("it has a route")
            return
        }
        #expect(reply.fields[.allow] == "DELETE, GET, HEAD, OPTIONS")
    }

    @Test func `an unknown method is 501, on known paths too`() throws {
        let brew = try #require(HTTPRequest.Method("BREW"))
        #expect(problem(brew, "/")?.status == 501)
        #expect(problem(.trace, "/")?.status == 501)
    }
}
