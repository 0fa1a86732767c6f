import Testing

@testable import HTTPServing

/// Every rule of HTTP.md §2 over a real socket: what it accepts, and what it refuses.
@Suite struct RuleTests {
    /// The rules of the table.
    private static let rules = 1...37

    /// What the parser alone refuses comes from its own corpus.
    private static let parsing = ParserCorpus.refused.compactMap { entry in
        Int(entry.rule.dropFirst()).map { RuleCase.refused($0, entry.input, "\(entry.status) \(entry.rule)") }
    }

    private static let all =
        parsing + RuleCases.framing + RuleCases.lines + RuleCases.chunks + RuleCases.targets
        + RuleCases.connections

    @Test(arguments: all)
    func `a rule decides how many requests a stream is, and ends it in order`(rule: RuleCase) async throws {
        try await withServer(settings: { $0.hearOut() }, routes: RuleRoutes.register) { test in
            let client = try await test.client()
            var conversation = RuleConversation(client)
            for step in rule.steps { try await conversation.take(step) }
            client.close()
        }
    }

    @Test(arguments: rules)
    func `encryption changes nothing of it`(rule: Int) async throws {
        try await withEncryptedServer(settings: { $0.hearOut() }) { test, folder, _ in
            for entry in Self.all where entry.rule == rule {
                let client = try await test.client(trusting: "server", in: folder)
                var conversation = RuleConversation(client)
                for step in entry.steps { try await conversation.take(step) }
                client.close()
            }
        }
    }

    @Test(arguments: rules)
    func `each rule has a case that it accepts and one that it refuses`(rule: Int) {
        let verdicts = Self.all.filter { $0.rule == rule }.map(\.verdict)
        #expect(verdicts.contains(.accepted))
        #expect(verdicts.contains(.refused))
    }
}
