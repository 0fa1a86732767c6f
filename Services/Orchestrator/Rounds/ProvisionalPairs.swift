import Contracts
import Domain
import Postgres
import Records

/// The pairs an open round would make if it closed now (DECISIONS 14).
///
/// Only samples whose chains are complete are looked at; the length balance
/// waits for the round's end, so closing may still strike some of these.
struct ProvisionalPairs: Sendable {
    private let texts: VerifiedTexts
    private let traces: TracedTexts
    private let samples: StoredSamples
    private let records: PairRecords

    init(_ database: PostgresPool) {
        texts = VerifiedTexts(database)
        traces = TracedTexts(database)
        samples = StoredSamples(database)
        records = PairRecords(database)
    }

    /// Pairs of some samples, and where to go on.
    struct Page: Sendable {
        var rows: [PairRow] = []
        /// The first sample of the next page; nil after the last.
        var next: Int64?
    }

    /// The pairs of up to `limit` samples of an open round, from a sample's number on.
    func page(
        of job: JobRecord, by specification: JobSpecification, round: Int, kind: PairRow.Kind,
        withExcluded: Bool = false, from first: Int64 = 0, limit: Int = 100
    ) async throws -> Page {
        let numbers = try await texts.samples(in: round, of: job.number, from: first, limit: limit)
        guard let low = numbers.first, let high = numbers.last else { return Page() }
        let unfinished = try await texts.unfinished(in: round, of: job.number, samples: low...high)
        let complete = Set(numbers.filter { unfinished[$0]?.live ?? 0 == 0 })
        let verified = try await texts.texts(in: round, of: job.number, samples: low...high)
        let bySample = Dictionary(
            grouping: verified.filter { complete.contains($0.task.sample) }, by: \.task.sample)
        let drafting = PairDrafting(specification, round: round)
        var drafts: [Draft] = []
        switch kind {
        case .response:
            let earlier = try await records.kept(of: job.number, before: round, samples: low...high)
            for number in bySample.keys.sorted() {
                drafts += drafting.pairs(of: bySample[number] ?? [], earlier: earlier[number] ?? [])
                    .map(Draft.init)
            }
        case .feedback:
            for number in bySample.keys.sorted() {
                drafts += drafting.feedbackPairs(of: bySample[number] ?? []).map(Draft.init)
            }
        }
        drafts.removeAll { !withExcluded && $0.excluded != nil }
        return Page(
            rows: try await rows(drafts, kind, round: round, of: job.number),
            next: numbers.count < limit ? nil : high + 1)
    }

    private func rows(
        _ drafts: [Draft], _ kind: PairRow.Kind, round: Int, of job: Int32
    ) async throws -> [PairRow] {
        let traced = try await traces.read(Set(drafts.flatMap(\.tasks)))
        let samples = try await samples.read(Array(Set(drafts.map(\.chosen.sample))), of: job)
        return drafts.compactMap { draft in
            guard let sample = samples[draft.chosen.sample], let chosen = traced[draft.chosen],
                let rejected = traced[draft.rejected]
            else { return nil }
            return PairRow(
                kind, of: sample, round: round, draft, chosen: chosen, rejected: rejected,
                response: traced[draft.chosen.at(.generate)]?.text)
        }
    }

    /// A selected pair of either kind.
    fileprivate struct Draft {
        let chosen: TaskID
        let rejected: TaskID
        let sources: (chosen: ResponseSource, rejected: ResponseSource)
        let excluded: PairExclusion?

        init(_ pair: PreferencePair) {
            chosen = pair.chosen.task
            rejected = pair.rejected.task
            sources = (pair.chosen.source, pair.rejected.source)
            excluded = pair.excluded
        }

        init(_ pair: FeedbackPair) {
            chosen = pair.chosen.task
            rejected = pair.rejected.task
            sources = (.revised, .revised)
            excluded = pair.excluded
        }

        var tasks: [TaskID] { [chosen, rejected, chosen.at(.generate)] }
    }
}

extension PairRow {
    fileprivate init?(
        _ kind: Kind, of sample: Sample, round: Int, _ draft: ProvisionalPairs.Draft, chosen: TracedText,
        rejected: TracedText, response: String?
    ) {
        let sides: (PairSide?, PairSide?) =
            switch kind {
            case .response:
                (
                    PairSide(chosen, source: draft.sources.chosen),
                    PairSide(rejected, source: draft.sources.rejected)
                )
            case .feedback: (PairSide(feedbackOf: chosen), PairSide(feedbackOf: rejected))
            }
        guard let chosen = sides.0, let rejected = sides.1 else { return nil }
        self.init(
            kind: kind, provisional: true, round: round, sample: sample.id, name: sample.name,
            imageSHA256: sample.image, instruction: sample.instruction, reference: sample.reference,
            response: kind == .feedback ? response : nil, chosen: chosen, rejected: rejected,
            excluded: draft.excluded)
    }
}
