import EventLoop
import HTTPTypes

/// One request and its reply, as the connection's rules see them.
struct Exchange {
    enum Content { case receiving, complete, broken }
    enum ReplyState { case none, streaming, done }

    let isHead: Bool
    let version: HTTPVersion
    private let asksClose: Bool
    private let asksKeepAlive: Bool
    /// Whether the client waits for a 100 before it sends content (HTTP H25).
    var awaitsContinue: Bool
    var content: Content
    var reply = ReplyState.none
    var deadline: MonotonicTime?
    var cancelsOnHalfClose = false
    var isContentPaused = false
    var contentWindow: RateWindow?
    var heartbeat: (interval: Duration, last: MonotonicTime)?

    init(isHead: Bool, version: HTTPVersion, framing: MessageFraming, hasContent: Bool) {
        self.isHead = isHead
        self.version = version
        asksClose = framing.asksClose
        asksKeepAlive = framing.asksKeepAlive
        awaitsContinue = framing.expectation == .hundredContinue && version == .oneOne && hasContent
        content = hasContent ? .receiving : .complete
    }

    /// Whether the client is expected to send content now.
    var isReceiving: Bool { content == .receiving && !isContentPaused && !awaitsContinue }

    /// Frames a reply of that length, nil for unknown (HTTP H30, H32, H33).
    func framing(_ status: HTTPResponse.Status, length: Int?, mustClose: Bool) -> ReplyFraming {
        let isBodiless = status.kind == .informational || status == .noContent || status == .notModified
        let content: ReplyFraming.Content =
            if isBodiless {
                .none
            } else if let length {
                .length(length)
            } else if isHead {
                .none
            } else {
                version == .oneOne ? .chunked : .untilClose
            }
        let keeps = !mustClose && !asksClose && (version == .oneOne || asksKeepAlive)
        let closes = !keeps || content == .untilClose || awaitsContinue || self.content == .broken
        return ReplyFraming(
            content: content,
            persistence: closes ? .close : version == .oneZero ? .keepAlive : .implied,
            sendsContent: !isBodiless && !isHead)
    }
}
