import CCrypto

/// Message authentication with SHA-256 (RFC 2104, RFC 4231).
package enum HMACSHA256 {
    /// The code of a message under a key of any length.
    package static func code(
        for message: some Sequence<UInt8>, key: some Sequence<UInt8>
    ) -> SHA256Digest {
        let message = Array(message)
        let key = Array(key)
        return SHA256Digest { code in
            let done = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, code, nil)
            precondition(done != nil, "OpenSSL has no HMAC: out of memory or no default provider")
        }
    }

    /// Whether the code belongs to the message; takes as long for any wrong code.
    package static func isCode(
        _ code: some Collection<UInt8>, of message: some Sequence<UInt8>, key: some Sequence<UInt8>
    ) -> Bool {
        constantTimeEquals(code, self.code(for: message, key: key).bytes)
    }
}
