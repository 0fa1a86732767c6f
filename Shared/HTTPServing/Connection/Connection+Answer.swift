import EventLoop
import HTTPTypes

/// Routing, the handler and its reply.
extension Connection {
    /// Answers one request; false when the connection must end after it.
    func answer(_ head: RequestHead) async -> Bool {
        let id = RequestID.of(head)
        exchange = Exchange(head, id: id)
        server.metrics.began()
        let plan = RequestPlan(head, id: id, remote: remote, router: server.router) { [self] in
            try await nextBodyPiece()
        }
        switch plan {
        case .refused(let problem): await write(Reply(problem))
        case .route(let route, let request):
            exchange?.bodyLimit = route.limits.body
            if let problem = tooLarge(head, route) {
                exchange?.keepsAlive = false
                await write(Reply(problem))
            } else {
                await perform(route, request)
            }
        }
        server.metrics.ended()
        let isRead = await discardBody()
        return isRead && exchange?.keepsAlive == true && !isGone && !server.isDraining
    }

    private func tooLarge(_ head: RequestHead, _ route: Router.Route) -> Problem? {
        guard case .length(let length) = head.framing, let limit = route.limits.body, length > Int64(limit)
        else { return nil }
        return RequestBody.tooLarge(limit)
    }

    /// Runs the handler as a child task beside a watchdog that ends it when its client or its time is gone.
    private func perform(_ route: Router.Route, _ request: Request) async {
        guard server.admit() else {
            var problem = Problem(503, code: "overloaded", detail: "too many requests are being handled")
            problem.retryAfter = 1
            return await write(Reply(problem))
        }
        defer { server.release() }
        endsOnHalfClose = route.limits.endsOnHalfClose
        defer { endsOnHalfClose = false }
        if endsOnHalfClose, inputEnded { leave() }
        deadlinePassed = false
        let timer = route.limits.deadline.map { deadline in
            loop.schedule(after: deadline) { self.assumeIsolated { $0.passDeadline() } }
        }
        await withDiscardingTaskGroup { group in
            group.addTask(executorPreference: loop) { await self.handle(route, request) }
            await waitForEnd()
            group.cancelAll()
        }
        timer?.cancel()
        if deadlinePassed, exchange?.replyBegun == false {
            exchange?.keepsAlive = false
            await write(Reply(Problem(503, code: "deadline", detail: "the request took too long")))
        }
    }

    private func passDeadline() {
        deadlinePassed = true
        reader.take()?.resume()
        writer.take()?.resume()
        watchdog.take()?.resume()
    }

    /// Returns when the handler is done, the client is gone or time is up.
    private func waitForEnd() async {
        guard !isGone, !deadlinePassed, exchange?.isHandled != true else { return }
        await withCheckedContinuation { watchdog = $0 }
    }

    private func handle(_ route: Router.Route, _ request: Request) async {
        do {
            let reply = try await route.handler(request)
            if !deadlinePassed { await write(reply) }
        } catch {
            if !isGone, !deadlinePassed { await write(Reply(server.problem(for: error, request))) }
        }
        exchange?.isHandled = true
        watchdog.take()?.resume()
    }

    /// Sends a reply; what goes wrong on the way ends the connection.
    func write(_ reply: Reply) async {
        guard let exchange, !exchange.replyBegun else { return }
        self.exchange?.replyBegun = true
        let isLast = !exchange.keepsAlive || server.isDraining
        let head = ReplyHead(
            reply, to: exchange.head.method, minorVersion: exchange.head.minorVersion, keepsAlive: !isLast)
        if head.closes { self.exchange?.keepsAlive = false }
        server.metrics.replied(reply.status.code)
        let bytes = head.bytes(
            minorVersion: exchange.head.minorVersion, date: DateText.now(), id: exchange.id)
        do {
            switch reply.body {
            case .bytes(let body) where head.sendsBody: try await send(bytes, body)
            case .stream(let write) where head.sendsBody:
                try await send(bytes)
                try await stream(write, chunked: head.framing == .chunked)
            default: try await send(bytes)
            }
        } catch {
            // The reply is cut short, and only the end of the connection can say so.
            leave()
        }
    }

    private func stream(
        _ write: @Sendable (ReplyWriter) async throws -> Void, chunked: Bool
    ) async throws {
        try await write(
            ReplyWriter { bytes in
                try await self.sendPiece(chunked ? ChunkFraming.chunk(bytes) : bytes)
            })
        if chunked { try await send(ChunkFraming.end) }
    }

    private func sendPiece(_ bytes: [UInt8]) async throws {
        guard !deadlinePassed else { throw ClientGone() }
        try await send(bytes)
    }

    private func send(_ head: [UInt8], _ body: [UInt8]) async throws {
        if body.count < 16 << 10 { return try await send(head + body) }
        output.add(head)
        try await send(body)
    }

    /// Refuses what could not be parsed, and ends the connection so that the client sees why (H37).
    func refuse(_ rejection: Rejection) async {
        let problem = Problem(
            rejection.status, code: "bad_request", detail: "\(rejection.reason) (\(rejection.rule))")
        let head = ReplyHead(Reply(problem), to: .get, minorVersion: 1, keepsAlive: false)
        guard case .bytes(let body) = head.reply.body else { return }
        server.metrics.replied(rejection.status)
        let bytes = head.bytes(minorVersion: 1, date: DateText.now(), id: "")
        // Whoever sent garbage and left needs no answer.
        try? await send(bytes + body)
        await finishOutput(lingering: true)
    }

    /// Sends what is left; then, if asked, reads on for a while, as a reset would eat the reply.
    func finishOutput(lingering: Bool = false) async {
        while !output.isEmpty, !isGone { await waitForOutput() }
        guard lingering, !isGone else { return }
        // The peer may be gone by now; then there is nothing to linger for.
        try? descriptor?.shutdownWriting()
        let until = ContinuousClock.now + limits.linger
        while !inputEnded, !isGone, ContinuousClock.now < until {
            parser = RequestParser(limits: limits.parser)
            setInputTimer(limits.unreadTime)
            await moreInput()
            if timedOut { return }
        }
    }
}
