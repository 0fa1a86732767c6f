import Digests

/// What an adapter must be.
struct ExpectedAdapter: Sendable {
    let baseModel: String
    /// The rank that was asked for; nil where a person brings what they trained.
    let rank: Int?
    /// The digest somebody stated; nil where nobody did.
    let digest: SHA256Digest?
}
