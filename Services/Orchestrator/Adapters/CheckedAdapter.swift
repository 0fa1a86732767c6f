import Digests
import Domain

/// What the files of an adapter turned out to be.
struct CheckedAdapter: Sendable, Hashable {
    let format: AdapterFormat
    let digest: SHA256Digest
    let rank: Int?
    let alpha: Double?
}

/// What an adapter must be.
struct ExpectedAdapter: Sendable {
    let baseModel: String
    /// The rank that was asked for; nil where a person brings what they trained.
    let rank: Int?
    /// The digest somebody stated; nil where nobody did.
    let digest: SHA256Digest?
}
