import Digests
import Domain
import Postgres
import Records
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct VerifiedTextsTests {
    @Test func `texts come by sample and task, each with its verdict and what made it`() async throws {
        try await TestMill.with(samples: 3, feedbacks: 1) { mill in
            try await mill.finishAll(feedbacks: 1) { $0.step == .revise(feedback: 1) }
            let texts = try await VerifiedTexts(mill.pool).texts(in: 1, of: mill.number, samples: 1...2)

            #expect(
                texts.map(\.task) == [
                    mill.task(sample: 1), mill.task(.revise(feedback: 1), sample: 1),
                    mill.task(sample: 2), mill.task(.revise(feedback: 1), sample: 2),
                ])
            #expect(texts.map(\.text) == texts.map { TestMill.text(of: $0.task) })
            #expect(texts.map(\.passes) == [false, true, false, true])
            #expect(texts.map(\.feedback) == [nil, "No dog.", nil, "No dog."])
            #expect(texts.map(\.feedbackFinish) == [nil, .length, nil, .length])
            #expect(texts.allSatisfy { $0.finishReason == .stop && !$0.sawReference })
            #expect(texts.allSatisfy { $0.promptHash == TestMill.detail.promptHash.hex })
        }
    }

    @Test func `a text without a verdict is none yet`() async throws {
        try await TestMill.with { mill in
            try await mill.finish(mill.task(), ResponseCompletion(), mill.response(mill.task()))
            let texts = VerifiedTexts(mill.pool)
            #expect(try await texts.texts(in: 1, of: mill.number, samples: 0...9).isEmpty)

            try await mill.finish(
                mill.task(.verifyResponse), VerdictCompletion(), mill.verdict(passes: true))
            #expect(
                try await texts.texts(in: 1, of: mill.number, samples: 0...9).map(\.task) == [mill.task()])
            #expect(try await texts.texts(in: 2, of: mill.number, samples: 0...9).isEmpty)
        }
    }

    @Test func `samples of a round come in order, from one on`() async throws {
        try await TestMill.with(samples: 5) { mill async throws in
            let texts = VerifiedTexts(mill.pool)

            #expect(try await texts.samples(in: 1, of: mill.number, from: 1, limit: 3) == [1, 2, 3])
            #expect(try await texts.samples(in: 1, of: mill.number, from: 4, limit: 3) == [4])
            #expect(try await texts.samples(in: 2, of: mill.number, from: 0, limit: 3).isEmpty)
        }
    }

    @Test func `what is unfinished is live or dead, wherever it waits`() async throws {
        try await TestMill.with(samples: 4, slots: 2) { mill in
            try await mill.bury([mill.task(sample: 1), mill.task(sample: 2), mill.task(sample: 2, slot: 1)])
            try await mill.claim([mill.task(sample: 1, slot: 1)])
            try await mill.pool.query("delete from pairmill.ready where pairmill.sample_of(task_id) = 0")
            let unfinished = try await VerifiedTexts(mill.pool).unfinished(
                in: 1, of: mill.number, samples: 0...2)

            #expect(Set(unfinished.keys) == [1, 2])
            #expect(unfinished[1]?.live == 1 && unfinished[1]?.dead == 1)
            #expect(unfinished[2]?.live == 0 && unfinished[2]?.dead == 2)
        }
    }
}
