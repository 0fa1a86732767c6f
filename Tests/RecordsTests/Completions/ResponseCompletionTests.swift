import Domain
import Records
import TaskQueue
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct ResponseCompletionTests {
    @Test func `a response makes its verification and its revisions`() async throws {
        try await TestMill.with { mill in
            let token = try await mill.claim()
            let results = [mill.task(): mill.response(mill.task(), feedbacks: 2)]

            #expect(try await mill.end(ResponseCompletion(), results, token: token) == [mill.task(): .ok])
            let made: [TaskID.Step] = [.verifyResponse, .revise(feedback: 1), .revise(feedback: 2)]
            #expect(try await mill.ready() == made.map { mill.task($0) })
            #expect(try await mill.tasks(in: "lease").isEmpty)
            try await mill.expectConservation()
        }
    }

    @Test func `where a verdict decides first, only the verification is made`() async throws {
        try await TestMill.with { mill in
            try await mill.finish(
                mill.task(), ResponseCompletion(), mill.response(mill.task(), feedbacks: 0))

            #expect(try await mill.ready() == [mill.task(.verifyResponse)])
            try await mill.expectConservation()
        }
    }

    @Test func `sent again after a lost answer, it is already there and makes nothing more`() async throws {
        try await TestMill.with { mill in
            let token = try await mill.claim()
            let results = [mill.task(): mill.response(mill.task())]
            _ = try await mill.end(ResponseCompletion(), results, token: token)
            let ready = try await mill.ready()

            #expect(
                try await mill.end(ResponseCompletion(), results, token: token) == [mill.task(): .already])
            #expect(try await mill.ready() == ready)
            try await mill.expectConservation()
        }
    }

    @Test func `under a lease that is gone it is stale and leaves no trace`() async throws {
        try await TestMill.with { mill in
            let lost = LeaseToken.random()
            let held = try await mill.claim()
            let results = [mill.task(): mill.response(mill.task(), "too late")]

            #expect(try await mill.end(ResponseCompletion(), results, token: lost) == [mill.task(): .stale])
            #expect(try await mill.tasks(in: "response").isEmpty)
            #expect(try await mill.tasks(in: "lease") == [mill.task()])
            #expect(try await mill.ready().isEmpty)

            let late = [mill.task(): mill.response(mill.task(), "in time")]
            #expect(try await mill.end(ResponseCompletion(), late, token: held) == [mill.task(): .ok])
            #expect(try await mill.end(ResponseCompletion(), results, token: lost) == [mill.task(): .stale])
            let texts = try await TracedTexts(mill.pool).read([mill.task()])
            #expect(texts[mill.task()]?.text == "in time")
            try await mill.expectConservation()
        }
    }

    @Test func `of a batch, each task has its own fate`() async throws {
        try await TestMill.with(samples: 3) { mill in
            let tasks = (0..<3).map { mill.task(sample: Int64($0)) }
            let token = try await mill.claim([tasks[0], tasks[1]])
            _ = try await mill.end(
                ResponseCompletion(), [tasks[0]: mill.response(tasks[0])], token: token)
            let results = Dictionary(
                uniqueKeysWithValues: tasks.map { ($0, mill.response($0, feedbacks: 1)) })

            #expect(
                try await mill.end(ResponseCompletion(), results, token: token)
                    == [tasks[0]: .already, tasks[1]: .ok, tasks[2]: .stale])
            try await mill.expectConservation()
        }
    }

    @Test func `NUL is taken out of what a model says`() async throws {
        try await TestMill.with { mill in
            try await mill.finish(mill.task(), ResponseCompletion(), mill.response(mill.task(), "a\0b\0"))

            let texts = try await TracedTexts(mill.pool).read([mill.task()])
            #expect(texts[mill.task()]?.text == "ab")
        }
    }

    @Test func `NUL in what a server says of itself loses no response`() async throws {
        try await TestMill.with { mill in
            var detail = TestMill.detail
            detail.model = "m\0\\u0000"
            detail.backend = "\0b"
            let response = Response(
                task: mill.task(), text: "A dog.", finishReason: FinishReason(rawValue: "st\0op"),
                detail: detail)
            try await mill.finish(
                mill.task(), ResponseCompletion(), GenerateResult(response: response, feedbacks: 0))

            let stored = try #require(try await TracedTexts(mill.pool).read([mill.task()])[mill.task()])
            #expect(stored.detail.model == "m\\u0000" && stored.detail.backend == "b")
            #expect(stored.finishReason == .stop)
        }
    }

    @Test func `what was drawn and how comes back`() async throws {
        try await TestMill.with { mill in
            let perturbation = Perturbation(kind: .diffusionNoise(step: 500), seed: Seed(rawValue: 11))
            try await mill.finish(
                mill.task(), ResponseCompletion(),
                mill.response(mill.task(), "A dog.", perturbation: perturbation))

            let stored = try #require(try await TracedTexts(mill.pool).read([mill.task()])[mill.task()])
            #expect(stored.text == "A dog." && stored.finishReason == .stop && !stored.sawReference)
            #expect(stored.perturbation == perturbation && stored.detail == TestMill.detail)
            #expect(stored.feedback == nil && stored.verdict == nil)
        }
    }

    @Test func `results of one job lie in its own partition`() async throws {
        try await TestMill.with { mill in
            let other = try await TestMill.makeJob(mill.pool, name: "other")
            try await mill.finish(mill.task(), ResponseCompletion(), mill.response(mill.task()))

            #expect(try await mill.tasks(in: "response_\(mill.number)") == [mill.task()])
            #expect(try await mill.tasks(in: "response_\(other.number)").isEmpty)
        }
    }
}
