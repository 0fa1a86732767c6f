/// What came of one request to a backend, before anybody asks what it means.
package enum BackendAnswer: Sendable {
    /// A whole HTTP reply, of any status.
    case reply(TransportReply)
    /// No reply, or not all of it.
    case broken(TransportError)
}
