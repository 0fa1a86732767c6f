import Blobs
import Blocking
import Contracts
import Domain
import Foundation
import Images
import Logging
import Postgres
import Records
import TaskQueue
import TestSupport
import Testing

@testable import Orchestrator

/// A job on a database of its own, with its driver, its blobs and stand-in stages.
struct DrivenJob: Sendable {
    let pool: PostgresPool
    let job: JobRecord
    let specification: JobSpecification
    let blobs: FolderBlobs
    let threads: BlockingPool
    let intake: SampleIntake
    let stages: StandInStages

    /// Runs a test with a job that takes samples; what it made is removed afterwards.
    static func with(
        _ specification: JobSpecification, passes: @escaping @Sendable (TaskID) -> Bool,
        _ body: @Sendable (DrivenJob) async throws -> Void
    ) async throws {
        let folder =
            FileManager.default.temporaryDirectory.path + "/pairmill-job-\(UInt64.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await withTestDatabase(migrations: [QueueSchema.migrations, RecordsSchema.migrations]) {
            database in
            let json = specification.json
            let job = try await JobRecords(database.pool).create(
                id: .make(), name: "test", specification: json.canonical, digest: json.digest, weight: 1,
                cap: nil)
            try await body(DrivenJob(database.pool, job, specification, folder, passes))
        }
    }

    private init(
        _ pool: PostgresPool, _ job: JobRecord, _ specification: JobSpecification, _ folder: String,
        _ passes: @escaping @Sendable (TaskID) -> Bool
    ) {
        self.pool = pool
        self.job = job
        self.specification = specification
        threads = BlockingPool(threads: 2, queued: 64)
        blobs = FolderBlobs(folder: folder, pool: threads)
        let samples = SampleRecords(pool)
        intake = SampleIntake(
            images: ImageIntake(
                roots: IntakeRoots(nil), fetching: .never, blobs: blobs, samples: samples, pool: threads),
            samples: samples, width: 2, batch: 2)
        stages = StandInStages(pool: pool, specification: specification, passes: passes)
    }

    /// Takes lines in and gives back what was answered.
    func take(_ lines: [String], strict: Bool = false) async throws -> [IntakeLine] {
        let body = AsyncThrowingStream<ArraySlice<UInt8>, any Error> { stream in
            // Cut anywhere: lines and chunks have nothing to do with each other.
            let bytes = Array(lines.joined(separator: "\n").utf8)
            for start in stride(from: 0, to: bytes.count, by: 97) {
                stream.yield(bytes[start..<min(start + 97, bytes.count)])
            }
            stream.finish()
        }
        var answers: [IntakeLine] = []
        try await intake.take(body, into: job.number, strict: strict) { answers.append($0) }
        return answers
    }

    /// A line with a picture of one colour.
    static func line(_ name: String, shade: UInt8, instruction: String = "What is it?") throws -> String {
        let png = try PixelImage(width: 32, height: 32, red: shade, green: 10, blue: 200).png()
        let data = Data(png).base64EncodedString()
        return
            #"{"id": "\#(name)", "image": {"data": "\#(data)"}, "instruction": "\#(instruction)", "reference": "R"}"#
    }

    /// What the start route does.
    func start() async throws {
        try await RoundRecords(pool).plan(specification, for: job.number)
        #expect(try await JobRecords(pool).move(job.number, from: [.created], to: .running) != nil)
    }

    var driver: RoundDriver {
        RoundDriver(pool, hasTrainer: true, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Seeds a round whole; true if it is open now.
    func seed(_ round: Int) async throws {
        let seeded = try await Rounds(pool).seed(
            RoundID(job: job.number, number: Int16(round)), samples: 1000)
        #expect(seeded?.opened == true)
    }

    func close(_ round: Int) async throws {
        #expect(try await Rounds(pool).closeIfEmpty(RoundID(job: job.number, number: Int16(round))))
    }

    /// Drives until nothing moves any more.
    func drive() async throws {
        var passes = 0
        while await driver.pass(), passes < 50 { passes += 1 }
        #expect(passes < 50)
    }

    func record() async throws -> JobRecord { try #require(try await JobRecords(pool).find(job.id)) }

    func rounds() async throws -> [RoundRecord] { try await RoundRecords(pool).list(of: job.number) }
}
