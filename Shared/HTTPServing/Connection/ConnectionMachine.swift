import EventLoop

/// Decides what a connection does: bytes, replies and time in, actions out.
///
/// No I/O and no clock: the caller brings bytes and the time, and performs what
/// it is told. One handler at a time; replies go out in the order of requests.
///
///     awaiting ─▶ receivingHead ─▶ exchanging ─▶ (skippingContent) ─▶ awaiting
///                                     └▶ closing: output drains ─▶ lingering ─▶ closed
struct ConnectionMachine {
    typealias Instant = MonotonicTime

    enum Phase {
        case awaiting, receivingHead, exchanging
        /// The reply is done, its request's content is not (HTTP H31).
        case skippingContent
        /// The last reply is on its way.
        case closing
        /// Everything is said; what the client still sends is dropped (HTTP H37).
        case lingering
        case closed
    }

    /// What the next bytes mean.
    enum Input: Equatable {
        case wait
        /// A head is at `head`; answer with `admit` or a reply.
        case request
        case part(Range<Int>)
        case contentEnd
        /// The client ended its side in the middle of the content.
        case contentCut
        /// Content can't be read on; reply with this unless a reply is under way.
        case refuse(Rejection)
    }

    let limits: ConnectionLimits
    var parser: RequestParser
    var phase = Phase.awaiting
    var since: Instant
    var exchange: Exchange?
    let opened: Instant
    /// How many requests began.
    var requests = 0
    var hasServed: Bool { requests > 0 }
    /// The client ended its side; nothing more comes in.
    var hasEnded = false
    /// Whether bytes that came are not parsed yet: requests behind the one that is answered, content nobody
    /// reads. They count also when the client has ended its side meanwhile.
    var hasUnread = false
    var isSpent: Bool { hasEnded && !hasUnread }
    var lastInput: Instant
    var skipped = 0
    var pendingOutput = 0
    /// Since when output has been pending; nil where none is.
    var outputSince: Instant?
    var isOutputHigh = false
    var writeWindow: RateWindow?
    var closesAfterReply = false

    init(limits: ConnectionLimits, now: Instant) {
        self.limits = limits
        parser = RequestParser(limits: limits.parser)
        (since, opened, lastInput) = (now, now, now)
    }

    /// The head that `request` told of, before the next call of `next`.
    var head: HeadTable { parser.head }
    var expectation: MessageFraming.Expectation { parser.framing.expectation }
    /// What the head says of the content's length.
    var bodyLength: BodyLength { parser.bodyLength }

    /// Tells what the bytes from a position on mean, one thing at a time.
    mutating func next(in bytes: Span<UInt8>, at position: inout Int, now: Instant) -> Input {
        hasUnread = position < bytes.count
        if hasUnread { lastInput = now }
        switch phase {
        case .awaiting, .receivingHead: return nextHead(in: bytes, at: &position, now)
        case .exchanging: return nextContent(in: bytes, at: &position, now)
        case .skippingContent: return skip(in: bytes, at: &position, now)
        case .closing, .lingering, .closed:
            position = bytes.count
            return .wait
        }
    }

    /// How many bytes more are of use while so many are held back; 0 for none.
    ///
    /// Requests behind the one that is answered stay unparsed, so bytes bound them.
    func room(held: Int) -> Int {
        if hasEnded || phase == .closed { return 0 }
        switch phase {
        // A head is kept until it is complete or known to be too large.
        case .awaiting, .receivingHead: return max(0, limits.parser.head - held)
        case .exchanging where exchange?.content != .receiving: return max(0, limits.heldInput - held)
        default: return held < limits.heldInput ? .max : 0
        }
    }

    mutating func enter(_ phase: Phase, _ now: Instant) {
        self.phase = phase
        since = now
    }
}

// MARK: Input

extension ConnectionMachine {
    private mutating func nextHead(
        in bytes: Span<UInt8>, at position: inout Int, _ now: Instant
    ) -> Input {
        if isOutputHigh { return .wait }
        if phase == .awaiting, position < bytes.count {
            // A new connection's time for its head began at accept.
            enter(.receivingHead, hasServed ? now : opened)
        }
        while true {
            switch parser.next(in: bytes, at: &position) {
            case .head:
                startExchange(bytes, headAt: position - parser.head.length, now)
                return .request
            case .rejected(let rejection): return refuse(rejection)
            // Of a request without content nothing was told but its head.
            case .end: continue
            case .more where hasEnded:
                // The rest of it never comes.
                enter(.closing, now)
                position = bytes.count
                return .wait
            case .more, .part: return .wait
            }
        }
    }

    private mutating func startExchange(_ bytes: Span<UInt8>, headAt start: Int, _ now: Instant) {
        exchange = Exchange(
            isHead: parser.head.method.range.count == 4 && bytes.matches("HEAD", at: start),
            version: parser.head.version, framing: parser.framing, hasContent: parser.bodyLength != .none)
        requests += 1
        enter(.exchanging, now)
    }

    private mutating func nextContent(
        in bytes: Span<UInt8>, at position: inout Int, _ now: Instant
    ) -> Input {
        guard let current = exchange, current.content == .receiving, !current.isContentPaused else {
            return .wait
        }
        switch parser.next(in: bytes, at: &position) {
        case .part(let range):
            exchange?.awaitsContinue = false
            exchange?.contentWindow?.add(range.count)
            return .part(range)
        case .end:
            exchange?.content = .complete
            exchange?.contentWindow = nil
            return .contentEnd
        case .rejected(let rejection):
            exchange?.content = .broken
            exchange?.contentWindow = nil
            return refuse(rejection)
        case .more where hasEnded:
            cutContent()
            return .contentCut
        case .more, .head: return .wait
        }
    }

    private mutating func skip(in bytes: Span<UInt8>, at position: inout Int, _ now: Instant) -> Input {
        while true {
            switch parser.next(in: bytes, at: &position) {
            case .part(let range):
                skipped += range.count
                if skipped > limits.unreadBytes { break }
                continue
            case .end:
                enter(.awaiting, now)
                return nextHead(in: bytes, at: &position, now)
            case .rejected: break
            case .more where hasEnded: break
            case .more, .head: return .wait
            }
            enter(.closing, now)
            position = bytes.count
            return .wait
        }
    }

    private mutating func refuse(_ rejection: Rejection) -> Input {
        closesAfterReply = true
        return .refuse(rejection)
    }
}
