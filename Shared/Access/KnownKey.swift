package import Digests

/// A key that is valid, as a process knows it.
package struct KnownKey: Sendable {
    package let holder: KeyHolder
    package let digest: SHA256Digest
    /// When it ends by this process's clock; nil for never. It ends also while the database is away.
    package let expires: ContinuousClock.Instant?

    package init(holder: KeyHolder, digest: SHA256Digest, expires: ContinuousClock.Instant?) {
        self.holder = holder
        self.digest = digest
        self.expires = expires
    }
}
