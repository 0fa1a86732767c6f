import Contracts
package import Domain
import Foundation
package import PipelineSupport
import Postgres
import Records
import TestSupport

/// A job whose outcome is known beforehand, for its stages are stubs.
///
/// Eight responses of a sample, each revised twice; one sample in ten is hard and comes again in
/// a second round.
package struct StubJob: StruckJob {
    private static let responses = 8
    private static let feedbacks = 2

    private let samples: Int
    private let seed: UInt64

    package init(samples: Int, seed: UInt64) {
        self.samples = samples
        self.seed = seed
    }

    /// Creates and starts it, no more.
    package func begin(on pipeline: Pipeline) async throws -> JobID {
        try await pipeline.beginJob(specification, lines: try lines(), within: .seconds(60))
    }

    package func run(on pipeline: Pipeline, within limit: Duration) async throws -> StruckJobOutcome {
        let job = try await pipeline.carryThrough(specification, lines: try lines(), within: limit)
        return try await patiently("it is checked", within: limit) { try await check(job, on: pipeline) }
    }

    private func lines() throws -> [String] { try (1...samples).map { try Pipeline.sample($0).json } }

    private var specification: JSONValue {
        [
            "preset": "ipa", "name": "faults", "seed": .integer(Int64(truncatingIfNeeded: seed >> 2)),
            "sampling": ["normal": 4, "contrastive": 4], "training": ["mode": "skip"],
            "revision": ["feedbacks": .integer(Int64(Self.feedbacks))],
            "pairing": ["filters": ["length_balance": ["on": false]]],
            "rounds": [["from": "all"], ["from": "hard"]],
        ]
    }

    /// What is wrong with a job that is done, and how many pairs it has.
    package func check(_ job: JobID, on pipeline: Pipeline) async throws -> StruckJobOutcome {
        let pairs = try await pipeline.storedPairs(of: job)
        var outcome = StruckJobOutcome(pairs: pairs.count)
        let found = try await pipeline.rows(of: job)
        for (table, count) in wantedRows.sorted(by: { $0.key < $1.key }) where found[table] != count {
            outcome.violations.append("\(job) has \(found[table] ?? -1) of \(count) \(table) rows")
        }
        let expected = StubPairs(
            specification: try JobSpecification(reading: specification, seed: Seed(rawValue: 0))
        ).pairs(samples: samples)
        if pairs.count != Set(pairs).count { outcome.violations.append("\(job) has a pair twice") }
        let missing = expected.subtracting(pairs).count
        let surplus = Set(pairs).subtracting(expected).count
        if missing + surplus > 0 {
            outcome.violations.append(
                "\(job) lacks \(missing) of \(expected.count) pairs and has \(surplus) others")
        }
        return outcome
    }

    /// The rows its chains must have, each complete.
    private var wantedRows: [String: Int64] {
        let hard = (0..<samples).count { StubResults.isHard(sample: Int64($0)) }
        let texts = Int64((samples + hard) * Self.responses)
        return [
            "response": texts, "revision": texts * Int64(Self.feedbacks),
            "verdict": texts * Int64(Self.feedbacks + 1), "dead": 0,
        ]
    }
}

extension Pipeline {
    /// How many rows of a job each table has.
    fileprivate func rows(of job: JobID) async throws -> [String: Int64] {
        let row = try await database.pool.query(
            """
            with b as (select j.job, pairmill.first_of(j.job, 0) as low, pairmill.last_of(j.job, 15) as high
                from pairmill.job j where j.id = \(job.uuid))
            select (select count(*) from pairmill.response, b where task_id between low and high) as response,
                (select count(*) from pairmill.revision, b where task_id between low and high) as revision,
                (select count(*) from pairmill.verdict, b where task_id between low and high) as verdict,
                (select count(*) from pairmill.dead, b where task_id between low and high) as dead
            """
        ).first
        return Dictionary(
            uniqueKeysWithValues: try ["response", "revision", "verdict", "dead"].map {
                ($0, try row?.decode(Int64.self, named: $0) ?? -1)
            })
    }

    /// The pairs of a job by the places of their texts.
    fileprivate func storedPairs(of job: JobID) async throws -> [StubPairs.Pair] {
        try await database.pool.query(
            """
            select p.chosen, p.rejected from pairmill.preference_pair p
            join pairmill.job j using (job) where j.id = \(job.uuid)
            """
        ).map { row in
            StubPairs.Pair(
                chosen: TaskID(rawValue: try row.decode(Int64.self, named: "chosen")).withoutJob,
                rejected: TaskID(rawValue: try row.decode(Int64.self, named: "rejected")).withoutJob)
        }
    }

    /// Brings back every dead task of jobs that run; says how many.
    package func redriveDead() async throws -> Int64 {
        var moved: Int64 = 0
        let dead = try await database.pool.query(
            """
            select d.task_id from pairmill.dead d join pairmill.job j on j.job = d.job
            where j.state = 'running' limit 100
            """)
        for row in dead {
            let task = try row.decode(Int64.self, named: "task_id")
            let reply = try await send("POST", "/v1/tasks/\(task)/redrive")
            if reply.status == 200 { moved += 1 }
        }
        return moved
    }
}
