/// Whether a request may go on to its handler.
package enum KeyDecision: Sendable, Equatable {
    /// It may; nobody's where no key is asked for.
    case admitted(KeyHolder?)
    case refused(KeyRefusal)
}

/// Why a request may not go on.
package enum KeyRefusal: Sendable, Equatable {
    /// The keys have not been read yet.
    case keysUnknown
    /// Keys must be used here, and nobody has made one.
    case noKeys
    /// It came without a key.
    case missing
    /// What it came with is no valid key: never made, mistyped, revoked and expired look alike.
    case invalid
    /// The key is good for less than the route needs.
    case tooLittle(KeyHolder, needs: KeyRole)
    /// Too many requests came with the key; the next may come after so long.
    case tooMany(KeyHolder, wait: Duration)
}
