import EventLoop
import HTTPTypes

extension ConnectionMachine {
    /// Lets a request in under its route's limits; content known to be too large is refused (HTTP H23).
    mutating func admit(_ route: RouteLimits, now: Instant) -> Rejection? {
        parser.bodyLimit = route.body ?? .max
        if case .fixed(let length) = parser.bodyLength, length > parser.bodyLimit {
            closesAfterReply = true
            return Rejection(
                .contentTooLarge, "H23",
                "The content has \(length) bytes; \(parser.bodyLimit) are allowed here.")
        }
        exchange?.deadline = route.deadline.map { now + $0 }
        exchange?.cancelsOnHalfClose = route.endsOnHalfClose
        updateContentWindow(now)
        return nil
    }

    /// The handler wants content; true if the client must be told to send it (HTTP H25).
    mutating func contentWanted(now: Instant) -> Bool {
        guard let current = exchange, current.awaitsContinue, current.reply == .none, !hasEnded else {
            return false
        }
        exchange?.awaitsContinue = false
        updateContentWindow(now)
        return true
    }

    /// Stops or continues to take content in.
    mutating func pauseContent(_ isPaused: Bool, now: Instant) {
        guard exchange?.isContentPaused != isPaused else { return }
        exchange?.isContentPaused = isPaused
        updateContentWindow(now)
    }

    /// What comes of the content from now on is of no use.
    mutating func giveUpContent() { cutContent() }

    /// Begins the reply; nil when none is awaited, since the connection has said its last.
    mutating func startReply(
        _ status: HTTPResponse.Status, length: Int?, closing: Bool, now: Instant
    ) -> ReplyFraming? {
        guard phase == .exchanging, let current = exchange, current.reply == .none else { return nil }
        let mustClose =
            closing || closesAfterReply || isSpent || isOld(now) || hasMuchUnread
        let framing = current.framing(status, length: length, mustClose: mustClose)
        closesAfterReply = framing.persistence == .close
        exchange?.reply = .streaming
        return framing
    }

    /// The reply is complete, its bytes handed to the output. Where the server has begun to stop
    /// since it began, the connection closes although it did not say so.
    mutating func finishReply(closing: Bool, now: Instant) {
        guard phase == .exchanging, let current = exchange else { return }
        exchange = nil
        if closesAfterReply || closing || isSpent || current.content == .broken {
            enter(.closing, now)
        } else if current.content == .receiving {
            skipped = 0
            enter(.skippingContent, now)
        } else {
            enter(.awaiting, now)
        }
    }

    /// Begins and ends the connection's last reply; nil when one is under way already.
    mutating func startRefusal(_ status: HTTPResponse.Status, length: Int, now: Instant) -> ReplyFraming? {
        guard exchange == nil || exchange?.reply == Exchange.ReplyState.none else { return nil }
        let isHead = exchange?.isHead ?? false
        exchange = nil
        closesAfterReply = true
        enter(.closing, now)
        return ReplyFraming(content: .length(length), persistence: .close, sendsContent: !isHead)
    }

    /// Nobody waits for a reply to this request; what goes out of those before it does so still.
    mutating func leaveUnanswered(now: Instant) {
        exchange = nil
        enter(.closing, now)
    }

    /// Whether the connection has lived or served for long enough.
    private func isOld(_ now: Instant) -> Bool {
        now - opened > limits.age || limits.requests.map { requests >= $0 } ?? false
    }

    /// Whether the client has more content to send than is worth reading (HTTP H31).
    private var hasMuchUnread: Bool {
        guard exchange?.content == .receiving, case .content(let remaining) = parser.state else {
            return false
        }
        return remaining > limits.unreadBytes
    }

    private mutating func updateContentWindow(_ now: Instant) {
        let isReceiving = exchange?.isReceiving ?? false
        if isReceiving, exchange?.contentWindow == nil {
            exchange?.contentWindow = RateWindow(start: now)
        } else if !isReceiving {
            exchange?.contentWindow = nil
        }
    }
}
