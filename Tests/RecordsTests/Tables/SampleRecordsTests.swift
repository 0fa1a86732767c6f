import Digests
import Domain
import Postgres
import Records
import TaskQueue
import TestSupport
import Testing

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct SampleRecordsTests {
    @Test func `samples are numbered in the order they are stored, without gaps`() async throws {
        try await TestMill.withCreatedJob { mill in
            let samples = SampleRecords(mill.pool)
            let first = [TestMill.draft("b", tags: ["x", "y z"]), TestMill.draft("a")]
            let second = [TestMill.draft("a", image: "other"), first[0], TestMill.draft("c")]

            #expect(try await samples.store(first, in: mill.number) == first.map { .stored($0.id) })
            #expect(
                try await samples.store(second, in: mill.number)
                    == [.nameTaken(by: first[1].id), .duplicate(of: first[0].id), .stored(second[2].id)])
            let page = try await StoredSamples(mill.pool).page(of: mill.number, from: 0, limit: 9)
            #expect(page.map(\.number) == [0, 1, 2] && page.map(\.name) == ["b", "a", "c"])
            #expect(page.map(\.tags) == [["x", "y z"], [], []])
            #expect(page.map(\.id) == [first[0].id, first[1].id, second[2].id])
            #expect(page[0].image == first[0].image.sha256 && page[0].instruction == first[0].instruction)
            #expect(page[0].reference == first[0].reference)
            #expect(try await JobRecords(mill.pool).find(number: mill.number)?.samples == 3)
        }
    }

    @Test func `the same picture with the same words is one sample, whatever it is called`() async throws {
        try await TestMill.withCreatedJob { mill in
            let samples = SampleRecords(mill.pool)
            let first = TestMill.draft("a", image: "one")
            let twin = TestMill.draft("b", image: "one")
            let asked = TestMill.draft("c", image: "one", instruction: "Count the dogs.")
            _ = try await samples.store([first], in: mill.number)

            #expect(
                try await samples.store([twin, asked], in: mill.number)
                    == [.contentTaken(by: first.id, name: "a"), .stored(asked.id)])
        }
    }

    @Test func `a batch knows its own samples too`() async throws {
        try await TestMill.withCreatedJob { mill async throws in
            let first = TestMill.draft("a", image: "one")
            let batch = [
                first, TestMill.draft("a", image: "one"), TestMill.draft("a", image: "two"),
                TestMill.draft("b", image: "one"), TestMill.draft("b", image: "two"),
            ]

            #expect(
                try await SampleRecords(mill.pool).store(batch, in: mill.number) == [
                    .stored(first.id), .duplicate(of: first.id), .nameTaken(by: first.id),
                    .contentTaken(by: first.id, name: "a"), .stored(batch[4].id),
                ])
        }
    }

    @Test func `a sample without a name is called by its content`() async throws {
        try await TestMill.withCreatedJob { mill in
            let samples = SampleRecords(mill.pool)
            let draft = TestMill.draft(nil, image: "one")
            let again = TestMill.draft(nil, image: "one")
            _ = try await samples.store([draft], in: mill.number)

            #expect(try await samples.store([again], in: mill.number) == [.duplicate(of: draft.id)])
            let page = try await StoredSamples(mill.pool).page(of: mill.number, from: 0, limit: 9)
            #expect(page.map(\.name) == [draft.content.hex])
        }
    }

    @Test func `another job has samples of its own, and shares the picture`() async throws {
        try await TestMill.withCreatedJob { mill in
            let samples = SampleRecords(mill.pool)
            let other = try await TestMill.makeJob(mill.pool, name: "other")
            let draft = TestMill.draft("a")
            let same = TestMill.draft("a")
            _ = try await samples.store([draft], in: mill.number)

            #expect(try await samples.store([same], in: other.number) == [.stored(same.id)])
            #expect(try await samples.image(draft.image.sha256) == draft.image)
            #expect(try await samples.image(draft.content) == nil)
        }
    }

    @Test func `a job takes no samples once it has started`() async throws {
        try await TestMill.with { mill async throws in
            let samples = SampleRecords(mill.pool)

            #expect(try await samples.store([TestMill.draft("late")], in: mill.number) == nil)
            #expect(try await samples.store([TestMill.draft("nowhere")], in: mill.number + 1) == nil)
            #expect(try await JobRecords(mill.pool).find(number: mill.number)?.samples == 1)
        }
    }

    @Test func `pictures are stored in the order of their digests, so that two uploads can't deadlock`()
        async throws
    {
        try await TestMill.withCreatedJob { mill in
            let drafts = (0..<64).map { TestMill.draft("\($0)") }
            _ = try await SampleRecords(mill.pool).store(drafts, in: mill.number)

            // A table that was empty keeps rows where they were inserted.
            let stored = try await mill.pool.query("select sha256 from pairmill.image order by ctid")
                .map { try $0.decode(SHA256Digest.self, named: "sha256").hex }
            #expect(stored == drafts.map(\.image.sha256.hex).sorted())
        }
    }

    @Test func `uploads at the same time are numbered one after the other`() async throws {
        try await TestMill.withCreatedJob { mill in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for upload in 0..<4 {
                    group.addTask {
                        // Every upload has one sample that all have.
                        let drafts = (0..<25).map { TestMill.draft($0 == 9 ? "all" : "\(upload) \($0)") }
                        _ = try await SampleRecords(mill.pool).store(drafts, in: mill.number)
                    }
                }
                try await group.waitForAll()
            }
            let page = try await StoredSamples(mill.pool).page(of: mill.number, from: 0, limit: 1_000)
            #expect(page.map(\.number) == Array(0..<97))
        }
    }
}
