/// A SHA-256 digest (FIPS 180-4): the name of an image, a prompt or a job's text.
///
/// Compared like any value; secrets are compared with `constantTimeEquals`.
package struct SHA256Digest: Sendable, Hashable {
    /// How many bytes a digest has.
    package static let byteCount = 32

    // Four words and no vector of 32 bytes: as the result of an async function with typed
    // throws a value so aligned corrupts the task's memory when it throws (Swift 6.3.1).
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    /// Computes the digest of all the bytes.
    package init(of bytes: some Sequence<UInt8>) {
        let hasher = SHA256Hasher()
        hasher.update(bytes)
        self = hasher.digest()
    }

    /// Takes a digest as it was stored; nil unless it is 32 bytes long.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init { start in
            for (index, byte) in bytes.enumerated() { start[index] = byte }
        }
    }

    /// Has a C function write the digest into 32 bytes.
    init(writing write: (UnsafeMutablePointer<UInt8>) -> Void) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { buffer in
            buffer.withMemoryRebound(to: UInt8.self) { bytes in
                if let start = bytes.baseAddress { write(start) }
            }
        }
        (first, second, third, fourth) = words
    }

    package var bytes: [UInt8] {
        withUnsafeBytes(of: (first, second, third, fourth)) { [UInt8]($0) }
    }
}
