package import Digests
import Glibc

/// Why a blob cannot be had or kept.
package enum BlobError: Error, Sendable, Hashable {
    /// Not there, perhaps not yet: a task that needs it snoozes (DECISIONS 21).
    case missing(SHA256Digest)
    /// There, but its bytes have another digest: a damaged disk or a hand in the folder.
    case corrupt(SHA256Digest, found: SHA256Digest)
    case tooLarge(SHA256Digest, allowed: Int)
    /// This store only reads; blobs are kept by the orchestrator.
    case readOnly
    /// A call of the system failed.
    case file(function: String, path: String, code: Int32)
    /// Too much waits for the store's threads; try again later.
    case busy
    /// The Orchestrator that keeps them does not answer as it should.
    case unreachable(String)
    case cancelled
}

extension BlobError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let digest): "blob \(digest) is not in the store"
        case .corrupt(let digest, let found): "blob \(digest) is damaged: its bytes have digest \(found)"
        case .tooLarge(let digest, let allowed): "blob \(digest) has more than \(allowed) bytes"
        case .readOnly: "this blob store only reads; PAIRMILL_BLOBS names a folder where it may write"
        case .file(let function, let path, let code):
            "\(function) \(path): \(String(cString: strerror(code)))"
        case .busy: "too many calls wait for the blob store"
        case .unreachable(let reason): "images can't be fetched: \(reason)"
        case .cancelled: "cancelled"
        }
    }
}
