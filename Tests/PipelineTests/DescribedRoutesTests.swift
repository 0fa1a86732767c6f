import Contracts
import HTTPServing
import HTTPTypes
import Testing

/// That what a description leaves out is found.
@Suite struct DescribedRoutesTests {
    private func route(
        _ method: HTTPRequest.Method = .get, as description: RouteDescription?
    ) throws -> DescribedRoutes {
        var router = Router()
        router.on(method, "/x", as: description) { _ in Reply() }
        return try DescribedRoutes(router.routes)
    }

    @Test func `a summary alone describes nothing`() throws {
        #expect(try route(as: nil).gaps == ["GET /x is not described"])
        #expect(try route(as: RouteDescription("x")).gaps == ["GET /x describes no success"])
    }

    @Test func `what is refused tells nothing of success`() throws {
        let refusing = RouteDescription("x").refuses(404, "There is none.")
        #expect(try route(as: refusing).gaps == ["GET /x describes no success"])
    }

    @Test func `an answer that may be any JSON is a gap, one with a shape is none`() throws {
        let vague = RouteDescription("x").answers(JSONValue.self)
        #expect(try route(as: vague).gaps == ["GET /x does not say what its answer 200 holds"])
        #expect(try route(as: RouteDescription("x").answers([String: Int].self)).gaps == [])
        #expect(try route(as: RouteDescription("x").answers([String].self)).gaps == [])
    }

    @Test func `an answer may be said to have no content`() throws {
        #expect(try route(as: RouteDescription("x").answersNothing(204, "It is gone.")).gaps == [])
    }

    @Test func `a change that is said to take nothing is told apart`() throws {
        let described = RouteDescription("x").answers([String: Int].self)
        for method in [HTTPRequest.Method.post, .put, .patch] {
            #expect(try route(method, as: described).withoutContent == ["\(method.rawValue) /x"])
        }
        for method in [HTTPRequest.Method.get, .delete] {
            #expect(try route(method, as: described).withoutContent == [])
        }
    }
}
