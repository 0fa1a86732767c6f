/// How long and how much one connection may take (HTTP §3).
package struct ConnectionLimits: Sendable {
    /// A header section, from its first byte; on a new connection from accept on.
    package var head = Duration.seconds(10)
    /// Between two requests.
    package var idle = Duration.seconds(75)
    /// A body and a slow reader must move `progressBytes` in this time.
    package var bodyProgress = Duration.seconds(10)
    package var writeProgress = Duration.seconds(30)
    package var progressBytes = 1 << 10
    /// Requests that are read ahead wait in this many bytes.
    package var input = 64 << 10
    /// Output above which a writer waits, and below which it goes on.
    package var outputHigh = 256 << 10
    package var outputLow = 64 << 10
    /// What is read of a body that the handler left (H31), and for how long.
    package var unreadBody = 256 << 10
    package var unreadTime = Duration.seconds(1)
    /// How long a refused client is read on, so that it sees why (H37).
    package var linger = Duration.seconds(5)
    package var parser = ParserLimits()

    package init() {}
}
