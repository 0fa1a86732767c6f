import Contracts
import Domain
import Postgres
import Records

/// Reads a job's pairs for an export, page by page, in the order (round, chosen, rejected).
struct ExportedPairs: Sendable {
    private let pages: PairPages
    private let traces: TracedTexts
    private let prompts: SentPrompts
    private let query: ExportQuery
    private let job: Int32

    private static let pageSize = 200

    init(_ database: PostgresPool, job: Int32, by specification: JobSpecification, _ query: ExportQuery)
        throws
    {
        pages = PairPages(database)
        traces = TracedTexts(database)
        prompts = try SentPrompts(specification)
        self.query = query
        self.job = job
    }

    /// Hands each pair of a kind to the body, after its check.
    func forEach(_ kind: PairRow.Kind, _ body: (ExportedPair) async throws -> Void) async throws {
        let rounds: [Int?] = query.rounds.map { $0.map(Optional.some) } ?? [nil]
        for round in rounds {
            var cursor: PairPages.Cursor?
            repeat {
                let page = try await page(kind, round, after: cursor)
                for pair in try await exported(page, kind) { try await body(pair) }
                cursor = page.count < Self.pageSize ? nil : page.last.map(PairPages.Cursor.init)
            } while cursor != nil
        }
    }

    private func page(
        _ kind: PairRow.Kind, _ round: Int?, after cursor: PairPages.Cursor?
    ) async throws -> [StoredPair] {
        switch kind {
        case .response:
            try await pages.pairs(
                of: job, round: round, withExcluded: !query.filters, after: cursor, limit: Self.pageSize)
        case .feedback:
            try await pages.feedbackPairs(
                of: job, round: round, withExcluded: !query.filters, after: cursor, limit: Self.pageSize)
        }
    }

    private func exported(_ page: [StoredPair], _ kind: PairRow.Kind) async throws -> [ExportedPair] {
        let traced = try await traces.read(Set(page.flatMap { [$0.chosenTask, $0.rejectedTask] }))
        return try page.compactMap { pair in
            guard query.referenceGuided || kind == .response || !pair.sawReference else { return nil }
            guard let chosen = traced[pair.chosenTask], let rejected = traced[pair.rejectedTask] else {
                throw ExportError.integrity(pair.id, "a text of it is not stored any more")
            }
            let exported = ExportedPair(
                kind: kind, pair: pair, chosen: chosen, rejected: rejected,
                prompt: kind == .feedback ? try prompts.feedback(of: pair, by: chosen) : nil)
            try exported.check()
            return exported
        }
    }
}
