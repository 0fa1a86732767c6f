package import Digests
package import Domain
package import Foundation
import Postgres

/// One row of `adapter`.
package struct AdapterRecord: Sendable {
    /// The name it is served under.
    package let name: String
    package let job: Int32
    package let round: Int
    package let role: Role
    package let format: AdapterFormat
    package let baseModel: String
    package let rank: Int?
    package let alpha: Double?
    /// Of its weights; nil for a merged model.
    package let digest: SHA256Digest?
    package let provenance: AdapterProvenance
    package let state: AdapterState
    package let reason: String?
    /// What the gates saw when its state was decided, by the backend's id.
    package let gates: [String: GateFigures]
    package let createdAt: Date

    static let columns: SQL = """
        name, job, round, role, format, base_model, rank, alpha, sha256, provenance, state, reason,
        gates, created_at
        """

    init(_ row: PostgresRow) throws {
        name = try row.decode(String.self, named: "name")
        job = try row.decode(Int32.self, named: "job")
        round = Int(try row.decode(Int16.self, named: "round"))
        role = try row.decode(Role.self, named: "role")
        format = try row.decode(AdapterFormat.self, named: "format")
        baseModel = try row.decode(String.self, named: "base_model")
        rank = try row.decode(Int32?.self, named: "rank").map(Int.init)
        alpha = try row.decode(Double?.self, named: "alpha")
        digest = try row.decode(SHA256Digest?.self, named: "sha256")
        provenance = try JSONDecoder().decode(
            AdapterProvenance.self, from: Data(row.decode(String.self, named: "provenance").utf8))
        state = try row.decode(AdapterState.self, named: "state")
        reason = try row.decode(String?.self, named: "reason")
        gates = try JSONDecoder().decode(
            [String: GateFigures].self, from: Data(row.decode(String.self, named: "gates").utf8))
        createdAt = try row.decode(Date.self, named: "created_at")
    }
}

extension AdapterRecord {
    /// A new adapter, checked on paper.
    package init(
        new name: String, job: Int32, round: Int, role: Role, format: AdapterFormat, baseModel: String,
        rank: Int?, alpha: Double?, digest: SHA256Digest?, provenance: AdapterProvenance
    ) {
        self.name = name
        self.job = job
        self.round = round
        self.role = role
        self.format = format
        self.baseModel = baseModel
        self.rank = rank
        self.alpha = alpha
        self.digest = digest
        self.provenance = provenance
        state = .new
        reason = nil
        gates = [:]
        createdAt = .now
    }
}
