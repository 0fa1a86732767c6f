import EventLoop
import HTTPTypes

extension ConnectionMachine {
    /// What a passed deadline asks for.
    enum Expiry: Equatable {
        case none
        case close
        /// Cancel the handler, if any, and reply with this.
        case refuse(Rejection)
        /// Cancel the handler and close: a reply is half out, or nobody reads.
        case abort
        case heartbeat
    }

    /// When `expire` is to be called at the latest; nil for never.
    var deadline: Instant? {
        let first = Self.earlier(phaseDeadline, exchangeDeadline)
        return Self.earlier(first, writeWindow.map { $0.start + limits.writeSpan })
    }

    private var phaseDeadline: Instant? {
        switch phase {
        // Who still reads a reply is not idle: the least rate of writing is his deadline.
        case .awaiting where pendingOutput > 0: nil
        case .awaiting: hasServed ? since + limits.idle : opened + limits.head
        case .receivingHead: since + limits.head
        case .skippingContent: since + limits.unread
        case .lingering: min(since + limits.lingering, lastInput + limits.lingeringIdle)
        case .exchanging, .closing, .closed: nil
        }
    }

    private var exchangeDeadline: Instant? {
        guard let exchange else { return nil }
        let content = exchange.contentWindow.map { $0.start + limits.bodySpan }
        let first = Self.earlier(exchange.deadline, content)
        return Self.earlier(first, exchange.heartbeat.map { $0.last + $0.interval })
    }

    private static func earlier(_ one: Instant?, _ other: Instant?) -> Instant? {
        guard let one, let other else { return one ?? other }
        return min(one, other)
    }

    mutating func expire(now: Instant) -> Expiry {
        let progress = limits.progress
        if let window = writeWindow, now >= window.start + limits.writeSpan {
            if writeWindow?.renew(at: now, progress: progress) == false { return .abort }
        }
        if let end = phaseDeadline, now >= end { return expirePhase(now) }
        return expireExchange(now)
    }

    private mutating func expirePhase(_ now: Instant) -> Expiry {
        switch phase {
        case .receivingHead:
            closesAfterReply = true
            return .refuse(Rejection(.requestTimeout, "H35", "The request's head took too long."))
        case .skippingContent:
            enter(.closing, now)
            return .none
        default:
            phase = .closed
            return .close
        }
    }

    private mutating func expireExchange(_ now: Instant) -> Expiry {
        let progress = limits.progress
        if let end = exchange?.deadline, now >= end {
            return giveUp(Rejection(.serviceUnavailable, "deadline", "The request took too long to answer."))
        }
        if let window = exchange?.contentWindow, now >= window.start + limits.bodySpan,
            exchange?.contentWindow?.renew(at: now, progress: progress) == false
        {
            exchange?.content = .broken
            return giveUp(Rejection(.requestTimeout, "H35", "The request's content came too slowly."))
        }
        if let beat = exchange?.heartbeat, now >= beat.last + beat.interval {
            exchange?.heartbeat = (beat.interval, now)
            return .heartbeat
        }
        return .none
    }

    /// Refuses if no byte of a reply is out, else breaks off.
    private mutating func giveUp(_ rejection: Rejection) -> Expiry {
        closesAfterReply = true
        return exchange?.reply == Exchange.ReplyState.none ? .refuse(rejection) : .abort
    }
}
