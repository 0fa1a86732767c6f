import Access
import Contracts
import Records

/// An API key as `/v1/keys` shows it.
struct KeyRow: Sendable, Codable, Hashable {
    let id: String
    var object = "key"
    let name: String
    let role: KeyRole
    let state: String
    let requestsPerMinute: Int?
    let jobs: Int?
    let createdAt: Timestamp
    let expiresAt: Timestamp?
    let revokedAt: Timestamp?
    /// The key itself, in the answer that made it and nowhere else.
    let key: String?

    init(_ record: KeyRecord, key: APIKey? = nil) {
        id = record.holder.id
        name = record.holder.name
        role = record.holder.role
        state = record.state.rawValue
        requestsPerMinute = record.holder.limits.requestsPerMinute
        jobs = record.holder.limits.jobs
        createdAt = Timestamp(record.createdAt)
        expiresAt = record.expiresAt.map { Timestamp($0) }
        revokedAt = record.revokedAt.map { Timestamp($0) }
        self.key = key?.exposed
    }

    private enum CodingKeys: String, CodingKey {
        case id, object, name, role, state, jobs, key
        case requestsPerMinute = "requests_per_minute"
        case createdAt = "created_at"
        case expiresAt = "expires_at"
        case revokedAt = "revoked_at"
    }
}
