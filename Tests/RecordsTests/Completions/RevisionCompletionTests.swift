import Domain
import Records
import TaskQueue
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct RevisionCompletionTests {
    @Test func `a revision makes its verification, once`() async throws {
        try await Self.withRevise { mill, revise in
            let token = try await mill.claim([revise])
            let results = [revise: mill.revision(revise)]
            let verify = revise.at(.verifyRevision(feedback: 1))

            #expect(try await mill.end(RevisionCompletion(), results, token: token) == [revise: .ok])
            #expect(try await mill.ready() == [mill.task(.verifyResponse), verify])
            #expect(try await mill.end(RevisionCompletion(), results, token: token) == [revise: .already])
            #expect(try await mill.ready() == [mill.task(.verifyResponse), verify])
            try await mill.expectConservation()
        }
    }

    @Test func `under a lease that is gone it is stale and leaves no trace`() async throws {
        try await Self.withRevise { mill, revise in
            try await mill.claim([revise])

            #expect(
                try await mill.end(
                    RevisionCompletion(), [revise: mill.revision(revise)], token: .random())
                    == [revise: .stale])
            #expect(try await mill.tasks(in: "revision").isEmpty)
            #expect(try await mill.tasks(in: "lease") == [revise])
            #expect(try await mill.ready() == [mill.task(.verifyResponse)])
            try await mill.expectConservation()
        }
    }

    @Test func `feedback and revision come back together, without NUL`() async throws {
        try await Self.withRevise { mill, revise in
            let revision = mill.revision(revise, "A\0 cat.", feedback: "No\0 dog.", sawReference: true)
            try await mill.finish(revise, RevisionCompletion(), revision)

            let stored = try #require(try await TracedTexts(mill.pool).read([revise])[revise])
            #expect(stored.text == "A cat." && stored.finishReason == .stop)
            #expect(stored.feedback?.text == "No dog." && stored.feedback?.finishReason == .length)
            #expect(stored.feedback?.sawReference == true && stored.sawReference)
            #expect(stored.feedback?.detail == TestMill.detail && stored.detail == TestMill.detail)
        }
    }

    /// A mill whose one response is there, with its revise task ready.
    private static func withRevise(_ body: (TestMill, TaskID) async throws -> Void) async throws {
        try await TestMill.with { mill in
            try await mill.finish(
                mill.task(), ResponseCompletion(), mill.response(mill.task(), feedbacks: 1))
            try await body(mill, mill.task(.revise(feedback: 1)))
        }
    }
}
