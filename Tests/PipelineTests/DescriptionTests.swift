import Contracts
import Foundation
import HTTPServing
import PipelineSupport
import Testing

extension PipelineTests {
    /// What the four services say of their APIs.
    struct DescriptionTests {
        static let programs = ["orchestrator", "generator", "reviser", "verifier"]

        @Test(arguments: programs)
        func `every route of every service is described`(program: String) async throws {
            let routes = try await Routes().of(program)
            let silent = routes.filter { $0.description == nil }.map { "\($0.method) \($0.pattern)" }
            #expect(silent.isEmpty)
            #expect(routes.count > 5)
        }
    }
}
