package import Digests

/// One row of `image`: a clean image whose bytes lie in the blob store.
package struct ImageRecord: Sendable, Hashable {
    package let sha256: SHA256Digest
    /// Such as `image/png`.
    package let mediaType: String
    package let width: Int
    package let height: Int
    package let byteCount: Int

    package init(sha256: SHA256Digest, mediaType: String, width: Int, height: Int, byteCount: Int) {
        self.sha256 = sha256
        self.mediaType = mediaType
        self.width = width
        self.height = height
        self.byteCount = byteCount
    }
}
