import Domain
import Records
import TaskQueue
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct VerdictCompletionTests {
    @Test func `a failed verdict makes the revisions it asks for, once`() async throws {
        try await Self.withVerify { mill, verify in
            let token = try await mill.claim()
            let results = [verify: mill.verdict(passes: false, feedbacks: 2)]
            let revisions = [1, 2].map { mill.task(.revise(feedback: $0)) }

            #expect(try await mill.end(VerdictCompletion(), results, token: token) == [verify: .ok])
            #expect(try await mill.ready() == revisions)
            #expect(try await mill.end(VerdictCompletion(), results, token: token) == [verify: .already])
            #expect(try await mill.ready() == revisions)
            try await mill.expectConservation()
        }
    }

    @Test func `a verdict that asks for nothing makes nothing`() async throws {
        try await Self.withVerify { mill, verify in
            try await mill.finish(verify, VerdictCompletion(), mill.verdict(passes: true))

            #expect(try await mill.ready().isEmpty)
            try await mill.expectConservation()
        }
    }

    @Test func `under a lease that is gone it is stale and leaves no trace`() async throws {
        try await Self.withVerify { mill, verify in
            try await mill.claim()
            let results = [verify: mill.verdict(passes: false, feedbacks: 2)]

            #expect(try await mill.end(VerdictCompletion(), results, token: .random()) == [verify: .stale])
            #expect(try await mill.tasks(in: "verdict").isEmpty)
            #expect(try await mill.tasks(in: "lease") == [verify])
            #expect(try await mill.ready().isEmpty)
            try await mill.expectConservation()
        }
    }

    @Test func `votes come back with the dimensions that failed, their reasons without NUL`() async throws {
        try await Self.withVerify { mill, verify in
            let votes = [
                Vote(holding: [.compliance], reason: "a \"dog\\u0000\",\0 not a cat"),
                Vote(holding: Set(Verdict.Dimension.allCases), reason: "fine"),
                Vote(holding: [.compliance, .consistency]),
            ]
            try await mill.finish(verify, VerdictCompletion(), mill.verdict(votes: votes))

            let stored = try await TracedTexts(mill.pool).read([verify.subject])
            let verdict = try #require(stored[verify.subject]?.verdict)
            #expect(!verdict.passes && verdict.failed == [.entailment, .completeness, .consistency])
            #expect(verdict.votes.map(\.reason) == ["a \"dog\\u0000\", not a cat", "fine", ""])
            #expect(verdict.votes.map(\.holding) == votes.map(\.holding))
            #expect(abs(verdict.agreement - 2.0 / 3) < 1e-6 && verdict.detail == TestMill.detail)
        }
    }

    @Test func `a verdict that passes failed nothing`() async throws {
        try await Self.withVerify { mill, verify in
            try await mill.finish(verify, VerdictCompletion(), mill.verdict(passes: true))

            let stored = try await TracedTexts(mill.pool).read([verify.subject])
            #expect(stored[verify.subject]?.verdict?.passes == true)
            #expect(stored[verify.subject]?.verdict?.failed == [])
        }
    }

    /// A mill whose one response waits for its verdict.
    private static func withVerify(_ body: (TestMill, TaskID) async throws -> Void) async throws {
        try await TestMill.with { mill in
            try await mill.finish(
                mill.task(), ResponseCompletion(), mill.response(mill.task(), feedbacks: 0))
            try await body(mill, mill.task(.verifyResponse))
        }
    }
}
