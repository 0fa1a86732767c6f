import Digests
import Domain

/// What the files of an adapter turned out to be.
struct CheckedAdapter: Sendable, Hashable {
    let format: AdapterFormat
    let digest: SHA256Digest
    let rank: Int?
    let alpha: Double?
}
