import Domain
import Logging
import Postgres
import Records

/// Builds the pairs of a closing round, chunk by chunk, and closes it (DECISIONS 15).
///
/// The cursor on the round moves with each chunk, so a build that was cut off
/// goes on where it was, and of two that run at once one stores each chunk.
struct PairBuilding: Sendable {
    private let texts: VerifiedTexts
    private let records: PairRecords
    private let rounds: RoundRecords
    private let statistics: ResultStatistics
    private let logger: Logger

    init(_ database: PostgresPool, logger: Logger) {
        self.logger = logger
        rounds = RoundRecords(database)
        statistics = ResultStatistics(database)
        texts = VerifiedTexts(database)
        records = PairRecords(database)
    }

    /// Texts held in memory at once, at most (ours).
    private static let textsPerChunk = 4096

    /// What became of a build.
    enum Outcome: Sendable, Hashable {
        /// There is more to do.
        case goesOn
        case closed
        /// Somebody else moved the round meanwhile.
        case overtaken
    }

    /// Builds and stores up to so many chunks; closes the round after the last.
    func build(
        _ round: RoundRecord, of job: Int32, by specification: JobSpecification, chunks: Int = 20
    ) async throws -> Outcome {
        var cursor = round.pairCursor
        if cursor == 0 { try await takeStatistics(round.number, of: job) }
        for _ in 0..<chunks {
            let samples = try await texts.samples(
                in: round.number, of: job, from: cursor, limit: Self.samples(in: round.number, specification))
            guard let chunk = try await chunk(samples, in: round.number, of: job, by: specification) else {
                try await recount(round.number, of: job)
                return try await close(round.number, of: job, by: specification) ? .closed : .overtaken
            }
            guard try await records.store(chunk, round: round.number, of: job, from: cursor) else {
                return .overtaken
            }
            cursor = chunk.cursor
        }
        return .goesOn
    }

    private func chunk(
        _ samples: [Int64], in round: Int, of job: Int32, by specification: JobSpecification
    ) async throws -> PairChunk? {
        guard let first = samples.first, let last = samples.last else { return nil }
        let verified = try await texts.texts(in: round, of: job, samples: first...last)
        let unfinished = try await texts.unfinished(in: round, of: job, samples: first...last)
        let earlier = try await records.kept(of: job, before: round, samples: first...last)
        return PairDrafting(specification, round: round)
            .chunk(of: samples, verified, dead: unfinished.mapValues(\.dead), earlier: earlier)
    }

    /// Whatever reads the round from now on is planned for what is there. Old statistics cost time,
    /// nothing else: only being cancelled is passed on.
    private func takeStatistics(_ round: Int, of job: Int32) async throws {
        do {
            try await statistics.take(of: job)
        } catch {
            try Task.checkCancellation()
            logger.warning(
                "statistics of a closing round were not taken",
                metadata: ["job": "\(job)", "round": "\(round)", "error": "\(error)"])
        }
    }

    /// Nothing is live in the round and nothing comes back: what is counted now stays so.
    ///
    /// Wrong totals harm nobody (QUEUE R33), a round that can't close does: only being
    /// cancelled is passed on.
    private func recount(_ round: Int, of job: Int32) async throws {
        do {
            try await rounds.recount(round, of: job)
        } catch {
            try Task.checkCancellation()
            logger.warning(
                "a closed round's totals were not recounted",
                metadata: ["job": "\(job)", "round": "\(round)", "error": "\(error)"])
        }
    }

    private func close(_ round: Int, of job: Int32, by specification: JobSpecification) async throws -> Bool {
        let rule = specification.pairing.filters.lengthBalance
        return try await records.close(round: round, of: job) { LengthBalance.struck(among: $0, by: rule) }
    }

    private static func samples(in round: Int, _ specification: JobSpecification) -> Int {
        let perSample =
            specification.sampling(inRound: round).slots
            * (1 + specification.revision(inRound: round).feedbacks)
        return max(1, min(200, textsPerChunk / max(1, perSample)))
    }
}

extension LengthBalance {
    /// How many pairs of each lengths to strike, of those that are kept.
    static func struck(
        among kept: [Lengths: Int], by rule: PairFilterRules.LengthBalance
    ) -> [Lengths: Int] {
        var balance = LengthBalance(rule)
        for (lengths, pairs) in kept { balance.count(lengths, pairs: pairs) }
        var cut = balance.cut()
        return kept.reduce(into: [:]) { struck, entry in
            let count = (0..<entry.value).count { _ in cut.strikes(entry.key) }
            if count > 0 { struck[entry.key] = count }
        }
    }
}
