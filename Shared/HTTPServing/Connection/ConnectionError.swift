/// Why a handler can't read its request or write its reply any more.
package enum ConnectionError: Error, Equatable {
    /// The client went away, or was cut off; nobody waits for a reply.
    case clientGone
    /// The content ended early or broke a rule; the client was told where possible.
    case contentBroken
    /// The reply is done; what is left of the content is skipped.
    case replyDone
    /// Two child tasks read one request's content, or write one reply, at once.
    case readTwice, writtenTwice
    /// A reply brought more or fewer bytes than its Content-Length said.
    case lengthMismatch
}
