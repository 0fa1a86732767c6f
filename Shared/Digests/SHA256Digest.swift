/// A SHA-256 digest (FIPS 180-4): the name of an image, a prompt or a job's text.
///
/// Compared like any value; secrets are compared with `constantTimeEquals`.
package struct SHA256Digest: Sendable, Hashable {
    /// How many bytes a digest has.
    package static let byteCount = 32

    private let lanes: SIMD32<UInt8>

    /// Computes the digest of all the bytes.
    package init(of bytes: some Sequence<UInt8>) {
        let hasher = SHA256Hasher()
        hasher.update(bytes)
        self = hasher.digest()
    }

    /// Takes a digest as it was stored; nil unless it is 32 bytes long.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        lanes = SIMD32(bytes)
    }

    /// Has a C function write the digest into 32 bytes.
    init(writing write: (UnsafeMutablePointer<UInt8>) -> Void) {
        var lanes = SIMD32<UInt8>()
        withUnsafeMutableBytes(of: &lanes) { buffer in
            buffer.withMemoryRebound(to: UInt8.self) { bytes in
                if let start = bytes.baseAddress { write(start) }
            }
        }
        self.lanes = lanes
    }

    package var bytes: [UInt8] { lanes.indices.map { lanes[$0] } }
}
