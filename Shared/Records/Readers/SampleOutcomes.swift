import Foundation
package import Domain
package import Postgres

/// Reads a job's samples by how they ended, the hard ones above all.
package struct SampleOutcomes: Sendable {
    private let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// A sample and how it ended; nil where no round that it was in has closed.
    package typealias Ended = (sample: Sample, outcome: SampleOutcome?)

    /// A page in the order of storage, after a sample of the job.
    ///
    /// The outcome is that of `round`, without one that of each sample's last round.
    package func page(
        of job: Int32, round: Int?, outcome: SampleOutcome?, after: SampleID?, limit: Int
    ) async throws -> [Ended]? {
        guard let start = try await start(after: after, in: job) else { return nil }
        let statement =
            round.map { Self.ended(in: Int16($0), of: job, outcome, from: start, limit) }
            ?? Self.endedLast(of: job, outcome, from: start, limit)
        return try await database.query(statement).map { row in
            let name = try row.decode(String?.self, named: "outcome")
            return (try Sample(row), name.flatMap(SampleOutcome.init))
        }
    }

    /// The first number of a page; nil where the job has no such sample.
    private func start(after sample: SampleID?, in job: Int32) async throws -> Int64? {
        guard let sample else { return 0 }
        let row = try await database.query(
            "select sample from pairmill.sample where id = \(sample.uuid) and job = \(job)"
        ).first
        return try row.map { try $0.decode(Int64.self, named: "sample") + 1 }
    }

    private static func ended(
        in round: Int16, of job: Int32, _ outcome: SampleOutcome?, from start: Int64, _ limit: Int
    ) -> SQL {
        """
        select \(StoredSamples.columns), o.outcome
        from pairmill.sample_outcome o join pairmill.sample s using (job, sample)
        where o.job = \(job) and o.round = \(round) and o.sample >= \(start)
            and (\(outcome?.rawValue)::text is null or o.outcome = \(outcome?.rawValue)::text)
        order by o.sample limit \(Int64(limit))::bigint
        """
    }

    /// Looks each sample's rounds up by key, the last first: a job has 15 at most.
    private static func endedLast(
        of job: Int32, _ outcome: SampleOutcome?, from start: Int64, _ limit: Int
    ) -> SQL {
        """
        select \(StoredSamples.columns), o.outcome
        from pairmill.sample s left join lateral (
            select x.outcome from generate_series(15, 1, -1) as r(round)
            join pairmill.sample_outcome x
                on x.job = s.job and x.round = r.round::smallint and x.sample = s.sample
            order by r.round desc limit 1) o on true
        where s.job = \(job) and s.sample >= \(start)
            and (\(outcome?.rawValue)::text is null or o.outcome = \(outcome?.rawValue)::text)
        order by s.sample limit \(Int64(limit))::bigint
        """
    }
}
