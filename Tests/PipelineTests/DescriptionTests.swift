import Testing

extension PipelineTests {
    /// What the four services say of their APIs.
    struct DescriptionTests {
        static let programs = ["orchestrator", "generator", "reviser", "verifier"]

        /// Changes whose paths say all there is to say, by program.
        static let withoutContent: [String: Set<String>] = [
            "orchestrator": [
                "POST /v1/jobs/{job}/start", "POST /v1/jobs/{job}/pause", "POST /v1/jobs/{job}/resume",
                "POST /v1/jobs/{job}/cancel", "POST /v1/jobs/{job}/rounds/{round}/train",
                "POST /v1/tasks/{task}/redrive",
            ]
        ]

        @Test(arguments: programs)
        func `every route of every service says what it takes and answers`(program: String) async throws {
            let routes = try await Routes().of(program)
            let described = try DescribedRoutes(routes)
            #expect(described.gaps == [])
            #expect(Set(described.withoutContent) == Self.withoutContent[program, default: []])
            #expect(routes.count > 5)
        }
    }
}
