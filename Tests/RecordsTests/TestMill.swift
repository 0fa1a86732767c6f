import Digests
import Domain
import Postgres
import Records
import TaskQueue
import TestSupport
import Testing

/// A database with a running job, whose tasks a test claims and ends by hand.
struct TestMill: Sendable {
    static let worker = WorkerID(rawValue: 7)

    let database: TestDatabase
    let job: JobRecord

    var pool: PostgresPool { database.pool }
    var number: Int32 { job.number }

    /// Runs a test on a job that still takes samples.
    static func withCreatedJob(_ body: (TestMill) async throws -> Void) async throws {
        try await withTestDatabase(migrations: [QueueSchema.migrations, RecordsSchema.migrations]) {
            database in
            try await body(TestMill(database: database, job: makeJob(database.pool)))
        }
    }

    /// Runs a test on a job whose first round is open, with so many samples and responses of each.
    static func with(
        samples: Int = 1, slots: Int = 1, feedbacks: Int = 2, _ body: (TestMill) async throws -> Void
    ) async throws {
        try await withCreatedJob { mill in
            try await mill.start(samples: samples, slots: slots, feedbacks: feedbacks)
            #expect(try await Rounds(mill.pool).seed(mill.round(), samples: samples + 1)?.opened == true)
            try await body(mill)
        }
    }

    static func makeJob(_ pool: PostgresPool, name: String = "test") async throws -> JobRecord {
        let specification = #"{"preset":"ipa"}"#
        return try await JobRecords(pool).create(
            id: .make(), name: name, specification: specification,
            digest: SHA256Digest(of: specification.utf8), weight: 1, cap: nil)
    }

    /// Takes samples in, plans three rounds and begins the first; its tasks are not made yet.
    func start(samples: Int, slots: Int = 1, feedbacks: Int = 2) async throws {
        _ = try await SampleRecords(pool).store((0..<samples).map { Self.draft("s\($0)") }, in: number)
        try await plan(slots: slots, feedbacks: feedbacks)
        #expect(try await JobRecords(pool).move(number, from: [.created], to: .running) != nil)
        #expect(try await RoundRecords(pool).begin(1, of: number, in: .planned, from: .all, note: nil))
    }

    func plan(slots: Int = 1, feedbacks: Int = 2) async throws {
        var specification = Preset.ipa.specification
        specification.sampling.normal = slots
        specification.sampling.contrastive = 0
        specification.revision.feedbacks = feedbacks
        try await RoundRecords(pool).plan(specification, for: number)
    }

    /// A sample of its own picture, unless one is named.
    static func draft(
        _ name: String?, image: String? = nil, instruction: String = "What is it?", tags: [String] = []
    ) -> SampleDraft {
        let image = SHA256Digest(of: (image ?? name ?? "").utf8)
        return SampleDraft(
            id: .make(), name: name,
            image: ImageRecord(sha256: image, mediaType: "image/png", width: 8, height: 6, byteCount: 99),
            instruction: Instruction(rawValue: instruction), reference: Reference(rawValue: "A cat."),
            tags: tags)
    }

    func round(_ number: Int = 1) -> RoundID { RoundID(job: self.number, number: Int16(number)) }

    func task(
        _ step: TaskID.Step = .generate, sample: Int64 = 0, slot: Int = 0, round: Int = 1
    ) -> TaskID {
        TaskID(job: number, round: round, sample: sample, slot: slot, step: step)
    }
}
