import CCrypto

/// Whether two secrets are equal, in a time that tells nothing but their lengths.
///
/// Keys of varying length are compared by their digests, which are all 32 bytes.
package func constantTimeEquals(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    return CRYPTO_memcmp(Array(left), Array(right), left.count) == 0
}
