/// How long and how much a connection may take (HTTP.md §3).
package struct ConnectionLimits: Sendable {
    package var parser = ParserLimits()
    /// For a request's head, from its first byte, or from accept on a new connection.
    package var head: Duration = .seconds(10)
    /// Between requests.
    package var idle: Duration = .seconds(75)
    /// After this age the next reply is the last.
    package var age: Duration = .seconds(3_600)
    /// The so-and-so-many-th reply of a connection is its last; nil for any number.
    package var requests: Int?
    /// Each span in which content or output must make `progress` bytes.
    package var bodySpan: Duration = .seconds(10)
    package var writeSpan: Duration = .seconds(30)
    package var progress = 1_024
    /// For a reply's unread request content (HTTP H31).
    package var unread: Duration = .seconds(1)
    package var unreadBytes = 256 << 10
    /// For what a client still sends when we have said our last (HTTP H37).
    package var lingering: Duration = .seconds(5)
    package var lingeringIdle: Duration = .seconds(1)
    /// Pending output above `high` stops requests and writers until it is below `low`.
    package var highMark = 256 << 10
    package var lowMark = 64 << 10
    /// Content received ahead of a handler that does not read.
    package var bodyAhead = 64 << 10
    /// Input kept while it can't be parsed: content nobody reads, pipelined requests.
    package var heldInput = 32 << 10

    package init() {}
}
