/// What proves that a lease is ours: 64 random bits, one token per claim.
///
/// Every later step presents it. Neither an attempt number nor a counter of the
/// database would do: the one is reset, the other repeats after a crash (QUEUE R8).
package struct LeaseToken: RawRepresentable, Sendable, Hashable {
    package let rawValue: Int64

    /// Takes a token as the database stored it.
    package init(rawValue: Int64) { self.rawValue = rawValue }

    /// Draws a fresh token.
    package static func random() -> LeaseToken {
        LeaseToken(rawValue: .random(in: .min ... .max))
    }
}
