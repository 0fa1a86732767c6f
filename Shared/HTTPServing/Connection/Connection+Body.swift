import EventLoop
/// Reading the body of the request at hand.
extension Connection {
    /// The next piece, or nil at the end; asked for by the handler.
    func nextBodyPiece() async throws -> ArraySlice<UInt8>? {
        guard exchange?.bodyLeft == true else { return nil }
        try await sendContinue()
        setInputTimer(limits.bodyProgress)
        defer { inputTimer?.cancel() }
        var arrived = parser.buffered
        while true {
            switch try nextBodyEvent() {
            case .piece(let piece): return piece
            case .end: return nil
            case .wait: break
            }
            guard !inputEnded, !isGone else { throw BodyInterrupted() }
            if timedOut {
                guard parser.buffered - arrived >= limits.progressBytes else {
                    exchange?.keepsAlive = false
                    throw Problem(408, code: "body_too_slow", detail: "the body stopped coming")
                }
                arrived = parser.buffered
                setInputTimer(limits.bodyProgress)
            }
            await moreInput()
        }
    }

    private enum BodyEvent {
        case piece(ArraySlice<UInt8>)
        case end
        case wait
    }

    private func nextBodyEvent() throws -> BodyEvent {
        let event: RequestParser.Event?
        do throws(Rejection) {
            event = try parser.next()
        } catch {
            exchange?.keepsAlive = false
            server.metrics.refused(error)
            throw Problem(error.status, code: "bad_framing", detail: "\(error.reason) (\(error.rule))")
        }
        updateInterest()
        switch event {
        case .body(let piece)?:
            exchange?.bodyRead += piece.count
            if let limit = exchange?.bodyLimit, let read = exchange?.bodyRead, read > limit {
                exchange?.keepsAlive = false
                throw RequestBody.tooLarge(limit)
            }
            return .piece(piece)
        case .end?:
            exchange?.bodyLeft = false
            return .end
        case .head?, nil: return .wait
        }
    }

    /// 100 goes out when the handler first reads and no body has come (H25).
    private func sendContinue() async throws {
        guard exchange?.continued == false else { return }
        exchange?.continued = true
        if parser.buffered == 0 { try await send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
    }

    /// Reads on to the end of a body the handler left, if that is near (H31).
    func discardBody() async -> Bool {
        guard exchange?.bodyLeft == true else { return true }
        // A client that waits for 100 never sends the body.
        if exchange?.continued == false, exchange?.head.framing != RequestHead.Framing.none { return false }
        exchange?.bodyLimit = nil
        let start = exchange?.bodyRead ?? 0
        let until = ContinuousClock.now + limits.unreadTime
        while exchange?.bodyLeft == true {
            guard ContinuousClock.now < until, (exchange?.bodyRead ?? 0) - start <= limits.unreadBody else {
                return false
            }
            let event: BodyEvent
            do { event = try nextBodyEvent() } catch { return false }
            guard case .wait = event else { continue }
            guard !inputEnded, !isGone else { return false }
            setInputTimer(limits.unreadTime)
            await moreInput()
            if timedOut { return false }
        }
        return true
    }
}
