import EventLoop

extension ConnectionMachine {
    /// What the end of the client's side means for a running handler.
    enum Ending: Equatable {
        /// Nothing, or nothing yet.
        case none
        /// Content is missing: reading it fails.
        case breaksContent
        /// Nobody waits for a reply: cancel and close.
        case abandons
    }

    /// The client ended its side (end of file); what came before that is still answered (RFC 9112 §9.6).
    mutating func peerEnded(now: Instant) -> Ending {
        hasEnded = true
        switch phase {
        // They wait until the output has drained.
        case .awaiting where hasUnread, .skippingContent where hasUnread: break
        case .awaiting, .receivingHead, .skippingContent: enter(.closing, now)
        case .lingering, .closed: return .abandons
        case .closing: break
        case .exchanging:
            if exchange?.cancelsOnHalfClose == true { return .abandons }
            // Content that nobody reads may be whole without another byte.
            if hasUnread || exchange?.isContentPaused == true { return .none }
            guard exchange?.content == .receiving else {
                closesAfterReply = true
                return .none
            }
            cutContent()
            return .breaksContent
        }
        return .none
    }

    /// The rest of the content never comes.
    mutating func cutContent() {
        closesAfterReply = true
        exchange?.content = .broken
        exchange?.contentWindow = nil
    }

    /// Whether a half-close, seen before the end was read, already means nobody waits.
    var isAbandonedByHalfClose: Bool {
        phase == .exchanging && exchange?.cancelsOnHalfClose == true
    }

    /// Takes note of output: what the system accepted and what waits.
    mutating func outputChanged(written: Int, pending: Int, now: Instant) {
        // It is idle from the moment the last reply is out.
        if phase == .awaiting, pending == 0, pendingOutput > 0 { since = now }
        pendingOutput = pending
        if pending > limits.highMark { isOutputHigh = true }
        if pending <= limits.lowMark { isOutputHigh = false }
        outputSince = pending == 0 ? nil : outputSince ?? now
        if pending == 0 {
            writeWindow = nil
        } else if writeWindow == nil {
            writeWindow = RateWindow(start: now)
        } else {
            writeWindow?.add(written)
        }
        if written > 0, let beat = exchange?.heartbeat { exchange?.heartbeat = (beat.interval, now) }
    }

    /// What is to be done with the socket once everything else is.
    enum Settlement: Equatable { case none, shutDownWriting, close }

    mutating func settle(now: Instant) -> Settlement {
        guard phase == .closing, pendingOutput == 0 else { return phase == .closed ? .close : .none }
        if hasEnded {
            phase = .closed
            return .close
        }
        enter(.lingering, now)
        lastInput = now
        return .shutDownWriting
    }

    /// Closes a connection on which no request has begun; false if one has.
    mutating func closeIfIdle(now: Instant) -> Bool {
        guard phase == .awaiting, pendingOutput == 0 else { return false }
        phase = .closed
        return true
    }

    /// When it became idle; nil while it is not.
    var idleSince: Instant? { phase == .awaiting && pendingOutput == 0 ? since : nil }
}
