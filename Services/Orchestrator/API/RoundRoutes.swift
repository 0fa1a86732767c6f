import Access
import Contracts
import Domain
import Foundation
import HTTPServing
import HTTPTypes
import Records
import Schemas

/// What a person does for a round that waits for adapters: bring one, leave a role as it is,
/// have it trained again.
struct RoundRoutes: Sendable {
    let tools: OrchestratorTools
    let bringing: AdapterBringing

    func register(in router: inout Router) {
        router.on(
            .post, "/v1/jobs/{job}/rounds/{round}/adapters", needs: .submitter, limits: .uploads,
            as: .bringAdapter
        ) {
            try await adapter($0)
        }
        router.on(.post, "/v1/jobs/{job}/rounds/{round}/train", needs: .submitter, as: .trainAgain) {
            try await train($0)
        }
    }

    private func adapter(_ request: Request) async throws -> Reply {
        let (job, round) = try await place(of: request)
        // Before gigabytes are read; whoever takes it looks again.
        let records = try await RoundRecords(tools.database).list(of: job.number)
        guard let record = records.first(where: { $0.number == round }),
            [.awaitingAdapters, .inert].contains(record.state)
        else { throw Self.notWaiting(round) }
        let offer = try await AdapterOffer.read(request, into: bringing.folder)
        try await bringing.take(offer, for: round, of: job)
        return try await status(job)
    }

    private func train(_ request: Request) async throws -> Reply {
        let (job, round) = try await place(of: request)
        guard tools.trainingMode == .trainer else {
            throw Problem(
                409, code: "no_trainer",
                detail: "no trainer is connected: set PAIRMILL_TRAINER_URL, or bring an adapter")
        }
        let trainings = TrainingRecords(tools.database)
        guard try await trainings.restart(round: round, of: job.number) else { throw Self.notWaiting(round) }
        try await JobEvents(tools.database).add(
            "round", RoundNews(round: round, state: .training, note: "trained again"), to: job.number)
        return try await status(job)
    }

    private func place(of request: Request) async throws -> (JobRecord, Int) {
        let job = try await tools.job(of: request)
        let text = request.parameter("round")
        guard let round = Int(text), try job.readSpecification().plan(ofRound: round) != nil else {
            throw Problem(404, code: "round_not_found", detail: "the job has no round \(text.prefix(20))")
        }
        return (job, round)
    }

    private func status(_ job: JobRecord) async throws -> Reply {
        try .canonical(
            try await JobStatusBuilding(tools.database, ttl: tools.ttl).status(of: job, withTokens: false),
            status: .accepted)
    }

    static func notWaiting(_ round: Int) -> Problem {
        Problem(
            409, code: "round_state",
            detail: "round \(round) does not wait for adapters; GET the job to see where it is")
    }
}

extension RouteDescription {
    fileprivate static let bringAdapter = RouteDescription(
        "Bring an adapter for a role that a round waits for."
    )
    .ofRound
    .takes(Schema(ofBody: "AdapterOffer") { try AdapterOffer(reading: $0) })
    .takes(
        .object(SchemaMembers(["role": .words(["generator", "reviser"])], required: ["role"])),
        as: "multipart/form-data"
    )
    .answers(202, JobStatus.self, "It was taken, and is loaded and proven now.")
    .refuses(409, "The round does not wait for adapters.")
    .refuses(422, "The adapter is refused; `detail` names the rule.")
    fileprivate static let trainAgain = RouteDescription(
        "Train again what failed, is awaited or changed nothing."
    )
    .ofRound
    .answers(202, JobStatus.self, "It is trained again.")
    .refuses(409, "The round does not wait for adapters, or there is no trainer.")
}
