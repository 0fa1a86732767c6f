import Contracts
import Domain
import Foundation
import Postgres
import Records

/// Stored pairs as `GET /v1/jobs/{job}/pairs` shows them.
struct StoredPairRows: Sendable {
    private let pages: PairPages
    private let traces: TracedTexts

    init(_ database: PostgresPool) {
        pages = PairPages(database)
        traces = TracedTexts(database)
    }

    /// A page of pairs in the order (round, sample, pair), and the cursor to go on with.
    func page(
        of job: Int32, kind: PairRow.Kind, round: Int?, withExcluded: Bool, after cursor: PairPages.Cursor?,
        limit: Int
    ) async throws -> (rows: [PairRow], next: PairPages.Cursor?) {
        let pairs =
            switch kind {
            case .response:
                try await pages.pairs(
                    of: job, round: round, withExcluded: withExcluded, after: cursor, limit: limit)
            case .feedback:
                try await pages.feedbackPairs(
                    of: job, round: round, withExcluded: withExcluded, after: cursor, limit: limit)
            }
        let traced = try await traces.read(Set(pairs.flatMap { [$0.chosenTask, $0.rejectedTask] }))
        let rows = pairs.compactMap { pair in
            traced[pair.chosenTask].flatMap { chosen in
                traced[pair.rejectedTask].flatMap { PairRow(kind, pair, chosen: chosen, rejected: $0) }
            }
        }
        return (rows, pairs.count < limit ? nil : pairs.last.map(PairPages.Cursor.init))
    }
}

extension PairRow {
    fileprivate init?(_ kind: Kind, _ pair: StoredPair, chosen: TracedText, rejected: TracedText) {
        let sides: (PairSide?, PairSide?) =
            switch kind {
            case .response:
                (
                    PairSide(chosen, source: ResponseSource(rawValue: pair.chosenSource) ?? .normal),
                    PairSide(rejected, source: ResponseSource(rawValue: pair.rejectedSource) ?? .normal)
                )
            case .feedback: (PairSide(feedbackOf: chosen), PairSide(feedbackOf: rejected))
            }
        guard let chosen = sides.0, let rejected = sides.1 else { return nil }
        self.init(
            id: pair.id, kind: kind, provisional: false, round: pair.round, sample: pair.sampleID,
            name: pair.sampleName, imageSHA256: pair.image,
            instruction: Instruction(rawValue: pair.instruction),
            reference: Reference(rawValue: pair.reference), response: pair.response, chosen: chosen,
            rejected: rejected, excluded: pair.excluded.flatMap(PairExclusion.init),
            createdAt: Timestamp(pair.id.createdAt))
    }
}
