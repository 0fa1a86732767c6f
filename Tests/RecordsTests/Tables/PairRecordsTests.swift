import Domain
import Postgres
import TaskQueue
import TestSupport
import Testing

@testable import Records

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct PairRecordsTests {
    @Test func `a chunk is stored with the cursor, and can be read with its texts`() async throws {
        try await Self.withClosingRound { mill in
            let chunk = Self.chunk(mill, sample: 0)
            #expect(try await PairRecords(mill.pool).store(chunk, round: 1, of: mill.number, from: 0))

            #expect(try await RoundRecords(mill.pool).list(of: mill.number)[0].pairCursor == 1)
            let pairs = try await Self.pairs(mill)
            #expect(pairs.map(\.id) == chunk.pairs.map(\.id) && pairs.map(\.excluded) == [nil])
            #expect(pairs.map(\.chosen) == [TestMill.text(of: mill.task(.revise(feedback: 1)))])
            #expect(pairs.map(\.rejected) == [TestMill.text(of: mill.task())])
            #expect(pairs.map(\.chosenSource) == ["revised"] && pairs.map(\.rejectedSource) == ["normal"])
            #expect(pairs.map(\.failed) == [["entailment", "completeness", "consistency"]])
            let feedbackPairs = try await PairPages(mill.pool).feedbackPairs(
                of: mill.number, round: 1, withExcluded: false, after: nil, limit: 9)
            #expect(feedbackPairs.map(\.id) == chunk.feedbackPairs.map(\.id))
            #expect(feedbackPairs.map(\.response) == [TestMill.text(of: mill.task())])
            let outcomes = try await JobCounts(mill.pool).outcomes(of: mill.number)
            #expect(outcomes.map(\.outcome) == [.mixed] && outcomes.map(\.samples) == [1])
        }
    }

    @Test func `a chunk that another Orchestrator stored changes nothing`() async throws {
        try await Self.withClosingRound { mill async throws in
            let records = PairRecords(mill.pool)
            let first = Self.chunk(mill, sample: 0)
            #expect(try await records.store(first, round: 1, of: mill.number, from: 0))

            #expect(try await !records.store(Self.chunk(mill, sample: 0), round: 1, of: mill.number, from: 0))
            #expect(try await RoundRecords(mill.pool).list(of: mill.number)[0].pairCursor == 1)
            #expect(try await Self.pairs(mill).map(\.id) == first.pairs.map(\.id))
        }
    }

    @Test func `the same pairs under a moved cursor are not stored twice`() async throws {
        try await Self.withClosingRound { mill in
            let records = PairRecords(mill.pool)
            let first = Self.chunk(mill, sample: 0)
            #expect(try await records.store(first, round: 1, of: mill.number, from: 0))
            try await mill.pool.query("update pairmill.round set pair_cursor = 0")

            #expect(try await records.store(Self.chunk(mill, sample: 0), round: 1, of: mill.number, from: 0))
            #expect(try await Self.pairs(mill).map(\.id) == first.pairs.map(\.id))
            let yields = try await RoundRecords(mill.pool).yields(of: mill.number)
            #expect(yields[1] == RoundYieldCount(pairs: 1, feedbackPairs: 1, hard: 0))
        }
    }

    @Test func `only a closing round takes pairs`() async throws {
        try await Self.withClosingRound { mill in
            try await mill.pool.query("update pairmill.round set state = 'cancelled' where round = 1")

            #expect(
                try await !PairRecords(mill.pool).store(
                    Self.chunk(mill, sample: 0), round: 1, of: mill.number, from: 0))
            #expect(try await Self.pairs(mill).isEmpty)
        }
    }

    @Test func `closing strikes pairs of the lengths it is told to, lowest samples first`() async throws {
        try await Self.withClosingRound { mill in
            let records = PairRecords(mill.pool)
            for sample in 0..<3 as Range<Int64> {
                _ = try await records.store(
                    Self.chunk(mill, sample: sample), round: 1, of: mill.number, from: sample)
            }
            let closed = try await records.close(round: 1, of: mill.number) { counts in
                counts == [.init(chosen: 9, rejected: 5): 3] ? counts.mapValues { _ in 2 } : [:]
            }

            #expect(closed)
            #expect(try await Self.pairs(mill).map(\.sample) == [2])
            let all = try await PairPages(mill.pool).pairs(
                of: mill.number, round: nil, withExcluded: true, after: nil, limit: 9)
            #expect(all.map(\.excluded) == ["length_balance", "length_balance", nil])
            let round = try await RoundRecords(mill.pool).list(of: mill.number)[0]
            #expect(round.state == .closed && round.closedAt != nil)
            #expect(try await !records.close(round: 1, of: mill.number) { $0 })
            #expect(try await records.lengths(of: mill.number, beforeBalance: true).values.reduce(0, +) == 3)
            #expect(try await records.lengths(of: mill.number, beforeBalance: false).values.reduce(0, +) == 1)
        }
    }

    @Test func `pages go on after the last pair of the page before`() async throws {
        try await Self.withClosingRound { mill in
            for sample in 0..<3 as Range<Int64> {
                _ = try await PairRecords(mill.pool).store(
                    Self.chunk(mill, sample: sample), round: 1, of: mill.number, from: sample)
            }
            let pages = PairPages(mill.pool)
            let first = try await pages.pairs(
                of: mill.number, round: nil, withExcluded: false, after: nil, limit: 2)
            let rest = try await pages.pairs(
                of: mill.number, round: nil, withExcluded: false,
                after: first.last.map(PairPages.Cursor.init),
                limit: 2)
            #expect(first.map(\.sample) == [0, 1] && rest.map(\.sample) == [2])
            let none = try await pages.pairs(
                of: mill.number, round: 2, withExcluded: true, after: nil, limit: 2)
            #expect(none.isEmpty)
        }
    }

    @Test func `pairs come in the order of their texts' tasks, whatever their ids are`() async throws {
        try await Self.withClosingRound { mill in
            var chunk = Self.chunk(mill, sample: 0)
            let revised = [1, 2].map { mill.task(.revise(feedback: $0)) }
            let sides = [(revised[1], mill.task()), (revised[1], revised[0]), (revised[0], mill.task())]
            chunk.pairs = sides.map { chosen, rejected in
                PairDraft(
                    id: .make(), sample: 0, chosen: chosen, rejected: rejected, chosenSource: .revised,
                    rejectedSource: .normal, chosenWords: 9, rejectedWords: 5, excluded: nil)
            }
            _ = try await PairRecords(mill.pool).store(chunk, round: 1, of: mill.number, from: 0)

            let pages = PairPages(mill.pool)
            var seen: [[TaskID]] = []
            var cursor: PairPages.Cursor?
            repeat {
                let page = try await pages.pairs(
                    of: mill.number, round: nil, withExcluded: true, after: cursor, limit: 1)
                seen += page.map { [$0.chosenTask, $0.rejectedTask] }
                cursor = page.last.map(PairPages.Cursor.init)
            } while cursor != nil
            let wanted = sides.map { [$0.0, $0.1] }.sorted {
                $0.map(\.rawValue).lexicographicallyPrecedes($1.map(\.rawValue))
            }
            #expect(seen == wanted)
        }
    }

    @Test func `what a sample kept in earlier rounds is known by its texts`() async throws {
        try await Self.withClosingRound { mill in
            let records = PairRecords(mill.pool)
            var chunk = Self.chunk(mill, sample: 0)
            let struck = Self.chunk(mill, sample: 1, excluded: "truncated")
            chunk.pairs += struck.pairs
            _ = try await records.store(chunk, round: 1, of: mill.number, from: 0)

            let texts = PairTexts(
                chosen: TestMill.text(of: mill.task(.revise(feedback: 1))),
                rejected: TestMill.text(of: mill.task()))
            #expect(try await records.kept(of: mill.number, before: 2, samples: 0...2) == [0: [texts]])
            #expect(try await records.kept(of: mill.number, before: 2, samples: 1...2).isEmpty)
            #expect(try await records.kept(of: mill.number, before: 1, samples: 0...2).isEmpty)
        }
    }

    /// Three samples whose responses fail and whose first revisions pass; their round is closing.
    private static func withClosingRound(_ body: (TestMill) async throws -> Void) async throws {
        try await TestMill.with(samples: 3) { mill in
            try await mill.finishAll { $0.step == .revise(feedback: 1) }
            #expect(try await Rounds(mill.pool).closeIfEmpty(mill.round()))
            try await body(mill)
        }
    }

    /// One pair of each kind, with ids of their own.
    private static func chunk(_ mill: TestMill, sample: Int64, excluded: String? = nil) -> PairChunk {
        let revised = [1, 2].map { mill.task(.revise(feedback: $0), sample: sample) }
        var chunk = PairChunk()
        chunk.pairs = [
            PairDraft(
                id: .make(), sample: sample, chosen: revised[0], rejected: mill.task(sample: sample),
                chosenSource: .revised, rejectedSource: .normal, chosenWords: 9, rejectedWords: 5,
                excluded: excluded)
        ]
        chunk.feedbackPairs = [
            FeedbackPairDraft(
                id: .make(), sample: sample, response: mill.task(sample: sample), chosen: revised[0],
                rejected: revised[1], sawReference: false, excluded: excluded)
        ]
        chunk.outcomes = [(sample, .mixed)]
        chunk.cursor = sample + 1
        return chunk
    }

    private static func pairs(_ mill: TestMill) async throws -> [StoredPair] {
        try await PairPages(mill.pool).pairs(
            of: mill.number, round: nil, withExcluded: false, after: nil, limit: 9)
    }
}
