/// Why no whole reply came, as far as what we do next differs.
package enum TransportError: Error, Sendable, Equatable {
    /// Nothing of a reply came: refused, reset, TLS or DNS error.
    case beforeFirstByte(String)
    /// The reply broke off, or was too large.
    case brokenOff(String)
    case deadline
    /// Cancelled by us.
    case cancelled
    /// The request itself can't be sent: a bad address.
    case unusable(String)
}
