import Backends
import Domain
import Records

/// Finds the base model a role's adapter is trained for, and whether its backends take one.
struct BaseModels: Sendable {
    let backends: BackendRecords
    let requests: DirectRequests

    /// Why no adapter of a role can be trained now.
    enum Trouble: Error, Sendable, Equatable {
        /// It may be different soon: a backend is away.
        case notNow(String)
        /// The job can't be served as it is.
        case never(String)
    }

    /// The model the job names, else the one all backends of the role serve (DECISIONS 10).
    func base(of role: Role, in specification: JobSpecification) async throws -> String {
        let serving = try await serving(role)
        try Self.check(rank: specification.training.loraRank, serving)
        if let named = specification.models[role] { return named }
        var votes: [BaseAgreement.Vote] = []
        for row in serving {
            guard let backend = Backend(asked: row) else { continue }
            // Who does not answer has no vote; if nobody does, the agreement says so.
            guard let listing = try? await requests.listing(of: backend) else { continue }
            votes.append(BaseAgreement.Vote(url: row.url, bases: listing.bases))
        }
        do throws(BaseDisagreement) {
            return try BaseAgreement.base(of: role, votes: votes)
        } catch {
            throw Trouble.notNow(error.description)
        }
    }

    /// Throws if some backend of a role takes no adapter of this rank.
    func check(rank: Int, of role: Role) async throws {
        try Self.check(rank: rank, try await serving(role))
    }

    private func serving(_ role: Role) async throws -> [BackendRecord] {
        try await backends.list().filter { $0.state == "active" && $0.roles.contains(role) }
    }

    private static func check(rank: Int, _ serving: [BackendRecord]) throws(Trouble) {
        guard let small = serving.first(where: { ($0.maxLoRARank ?? .max) < rank }) else { return }
        throw .never(
            "\(small.url) takes adapters up to rank \(small.maxLoRARank ?? 0), this one has \(rank)")
    }
}

extension Backend {
    /// A row as it is asked directly; nil where this version does not know its kind.
    init?(asked row: BackendRecord) {
        guard let kind = Kind(rawValue: row.kind) else { return nil }
        self.init(
            id: row.id, url: row.url, kind: kind, roles: Set(row.roles), keyEnv: row.keyVariable,
            adapterRoot: row.adapterRoot, maxLoraRank: row.maxLoRARank)
    }
}
