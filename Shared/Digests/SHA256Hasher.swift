import CCrypto

/// Computes a SHA-256 digest from bytes that come in pieces.
///
/// Owns one OpenSSL context. OpenSSL fails here only without memory or without
/// its default provider; no input can make it, so a failure traps.
package struct SHA256Hasher: ~Copyable {
    private let context: OpaquePointer?

    package init() {
        context = EVP_MD_CTX_new()
        check(EVP_DigestInit_ex(context, EVP_sha256(), nil))
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Adds the next bytes.
    package func update(_ bytes: some Sequence<UInt8>) {
        if bytes.withContiguousStorageIfAvailable({ update(UnsafeRawBufferPointer($0)) }) == nil {
            Array(bytes).withUnsafeBytes { update($0) }
        }
    }

    /// The digest of what was added so far; more may follow.
    package func digest() -> SHA256Digest {
        let copy = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(copy) }
        check(EVP_MD_CTX_copy_ex(copy, context))
        return SHA256Digest { check(EVP_DigestFinal_ex(copy, $0, nil)) }
    }

    private func update(_ bytes: UnsafeRawBufferPointer) {
        check(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count))
    }

    private func check(_ status: Int32) {
        precondition(status == 1, "OpenSSL has no SHA-256: out of memory or no default provider")
    }
}
