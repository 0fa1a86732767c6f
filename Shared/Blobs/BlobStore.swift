package import Digests

/// Images by the digest of their bytes; what is in it never changes.
package protocol BlobStore: Sendable {
    /// Keeps the bytes; keeping the same bytes again changes nothing.
    func put(_ bytes: [UInt8]) async throws(BlobError) -> SHA256Digest

    /// The bytes of a digest, checked against it.
    func get(_ digest: SHA256Digest) async throws(BlobError) -> [UInt8]
}
