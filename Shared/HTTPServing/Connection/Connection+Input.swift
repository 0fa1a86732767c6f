import EventLoop
import HTTPTypes
import TLS

extension Connection {
    /// Reads once and parses, in the loop's buffer; what can't be used yet is kept.
    func receive() {
        let (buffer, start) = (server.buffer, held.count)
        let end = start + min(machine.room(held: start), buffer.count - start)
        guard end > start else { return }
        held.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
        do {
            let room = UnsafeMutableRawBufferPointer(
                rebasing: UnsafeMutableRawBufferPointer(buffer)[start..<end])
            switch try transport?.read(into: room) {
            case .bytes(let count)?:
                server.shared.metrics.received(count)
                let bytes = UnsafeBufferPointer(rebasing: buffer[..<(start + count)])
                let position = process(Span(_unsafeElements: bytes))
                held = Array(bytes[position...])
            case .endOfStream?: peerEnded()
            case .wouldBlock?, nil: break
            }
        } catch TLSFailure.plainHTTP {
            refuse(.plainHTTP)
        } catch {
            if error is TLSFailure { server.shared.metrics.refused("tls") }
            abandon()
        }
    }

    /// Parses what was held back, now that something has changed.
    ///
    /// Nothing may be held: the end of content can be known without another byte.
    func processHeld() {
        if isParsing { return }
        let bytes = held
        let position = process(bytes.span)
        if position > 0 { held = Array(bytes[position...]) }
    }

    /// Acts on all that can be told from these bytes; how many were used.
    private func process(_ bytes: Span<UInt8>) -> Int {
        isParsing = true
        defer { isParsing = false }
        let now = MonotonicTime.now
        var position = 0
        var next: Call?
        while true {
            switch machine.next(in: bytes, at: &position, now: now) {
            case .wait:
                if let next { hand(next) }
                return transport == nil ? bytes.count : position
            case .request:
                let start = position - machine.head.length
                next = begin(RequestHead(machine.head, copying: bytes, from: start), now)
            case .part(let range):
                if keep(bytes.copy(range), now) { continue }
                machine.giveUpContent()
                refuseContent(.noRoom)
                next = nil
            case .contentEnd: content.finish()
            case .contentCut: content.fail(ConnectionError.clientGone)
            case .refuse(let rejection):
                refuseContent(rejection)
                next = nil
            }
        }
    }

    private func peerEnded() {
        switch machine.peerEnded(now: .now) {
        // What is held may be known to be cut now.
        case .none: processHeld()
        case .breaksContent: content.fail(ConnectionError.clientGone)
        case .abandons: abandon()
        }
    }

    /// Content can't be read on; whoever waits for it learns so, and the client if no reply has begun.
    private func refuseContent(_ rejection: Rejection) {
        content.fail(ConnectionError.contentBroken)
        refuse(rejection)
        if machine.exchange == nil { cancelHandler() }
    }
}

// MARK: A new request

extension Connection {
    /// Finds who answers; nil when the connection has answered itself.
    private func begin(_ head: RequestHead, _ now: MonotonicTime) -> Call? {
        content = ContentInbox()
        served += 1
        let id = head.value(of: .requestID).flatMap(RequestID.init(given:)) ?? server.nextID()
        let method = head.methodText
        do {
            let call = try call(for: head, method: method, id: id)
            guard let route = call.route else {
                answerAlone(call.reply, head, id, now)
                return nil
            }
            record = RequestRecord(
                call: route, id: id, method: method, caller: route.request.caller,
                target: route.request.path, started: now)
            server.shared.started()
            if let rejection = machine.admit(route.route.limits, now: now) ?? refusalForRoom(route.route) {
                refuse(rejection)
                return nil
            }
            // It came in time, behind another, and nobody waits for it any more.
            if machine.hasEnded, route.route.limits.endsOnHalfClose {
                machine.leaveUnanswered(now: now)
                finishRecord(status: nil)
                return nil
            }
            return route
        } catch {
            answerAlone(.problem(error), head, id, now)
            return nil
        }
    }

    private func answerAlone(
        _ reply: Reply, _ head: RequestHead, _ id: RequestID, _ now: MonotonicTime
    ) {
        let target = String(decoding: head.targetBytes, as: UTF8.self)
        record = RequestRecord(
            call: nil, id: id, method: head.methodText, caller: refusedCaller.take(), target: target,
            started: now)
        deliver(reply)
    }

    private func call(
        for head: RequestHead, method text: String, id: RequestID
    ) throws(Problem) -> (route: Call?, reply: Reply) {
        if machine.expectation == .other {
            throw Problem(
                417, code: "expectation_unknown", detail: "Of expectations only 100-continue is known.")
        }
        guard let method = HTTPRequest.Method(text) else {
            throw Problem(400, code: "bad_method", detail: "The method is malformed.")
        }
        let target = try RequestTarget(parsing: head.targetBytes, isOptions: method == .options)
        switch try server.shared.router.resolve(method, target) {
        case .reply(let reply): return (nil, reply)
        case .route(let route, let parameters):
            try PageGuard.check(head, method: method)
            let caller = try admitted(head, to: route)
            guard server.shared.hasRoom else {
                server.shared.metrics.refused("handlers")
                throw .busy("busy", "All places for running requests are taken.")
            }
            let request = Request(
                method: method, target: target, parameters: parameters, head: head, body: try body(of: head),
                remote: remote, caller: caller, gate: server.shared.settings.gate, id: id,
                isDraining: server.shared.isDraining)
            // Last: from here on there is a record, with which the place is given back.
            guard server.shared.enter(route) else {
                server.shared.metrics.refused("route")
                throw .busy("busy", "All places for requests of this kind are taken.")
            }
            return (Call(route: route, request: request), Reply())
        }
    }

    private func body(of head: RequestHead) throws(Problem) -> RequestBody {
        if machine.bodyLength == .none { return RequestBody() }
        let encoding = try ContentEncoding(head.values(of: .contentEncoding))
        return RequestBody(
            from: self, number: served, length: machine.bodyLength, encoding: encoding)
    }
}
