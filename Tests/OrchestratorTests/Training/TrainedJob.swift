import Backends
import Contracts
import Domain
import Foundation
import Logging
import Records
import Testing

@testable import Orchestrator

/// A job whose first round has made pairs and whose second waits for a training.
struct TrainedJob: Sendable {
    let driven: DrivenJob
    let work: TrainingWork
    let holds: TrainingHolds
    let folder: String

    /// Runs a test with such a job and a trainer.
    static func with(
        _ trainer: ScriptedTrainer, timeout: Duration = .seconds(3_600),
        change: @Sendable (inout JobSpecification) -> Void = { _ in },
        _ body: @escaping @Sendable (TrainedJob) async throws -> Void
    ) async throws {
        var specification = RoundDriverTests.specification
        specification.training.mode = .trainer
        specification.training.minPairs = 1
        specification.models.generator = "base"
        specification.models.reviser = "base"
        change(&specification)
        let folder =
            FileManager.default.temporaryDirectory.path
            + "/pairmill-adapters-\(UInt64.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await DrivenJob.with(specification, passes: RoundDriverTests.passes) { driven in
            _ = try await driven.take(try RoundDriverTests.lines())
            try await driven.start()
            try await driven.drive()
            try await driven.seed(1)
            try await driven.stages.workAll()
            try await driven.close(1)
            try await driven.drive()
            try await trainer.serving { client in
                try await body(TrainedJob(driven, client, folder: folder, timeout: timeout))
            }
        }
    }

    private init(_ driven: DrivenJob, _ client: TrainerClient, folder: String, timeout: Duration) {
        self.driven = driven
        self.folder = folder
        holds = TrainingHolds(driven.pool)
        work = TrainingWork(
            jobs: JobRecords(driven.pool), adapters: AdapterRecords(driven.pool), trainer: client,
            file: TrainingFile(
                lines: TrainingLines(database: driven.pool, blobs: driven.blobs, images: nil)),
            folder: AdapterFolder(root: folder, pool: driven.threads),
            bases: BaseModels(
                backends: BackendRecords(driven.pool), requests: DirectRequests(transport: SilentTransport())),
            timeout: timeout)
    }

    /// Takes the next training and does one step of it, as the driver does.
    @discardableResult
    func step() async throws -> TrainingHolds.Step? {
        guard let hold = try await holds.take() else { return nil }
        let outcome = try await work.next(hold.training)
        #expect(try await holds.finish(hold, with: outcome.step, pause: 0))
        return outcome.step
    }

    func training(_ role: Role) async throws -> TrainingRecord {
        try #require(
            try await TrainingRecords(driven.pool).list(of: driven.job.number, round: 2).first {
                $0.role == role
            })
    }

    func state() async throws -> RoundState { try await driven.rounds()[1].state }
}

/// Nobody answers.
private struct SilentTransport: ChatTransport {
    func send(_ request: TransportRequest) async throws(TransportError) -> TransportReply {
        throw .beforeFirstByte("nobody is there")
    }
}
