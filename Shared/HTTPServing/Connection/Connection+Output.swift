import EventLoop
import HTTPTypes
import Logging

extension Connection {
    static let goOn = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    /// Writes what the socket takes, then lets those continue who waited for that.
    func flush() {
        do {
            let written = try transport?.flush(&output) ?? 0
            machine.outputChanged(written: written, pending: output.count, now: .now)
            countOutput()
            server.shared.metrics.sent(written)
            if !machine.isOutputHigh {
                writer.take()?.resume()
                // Of content that is skipped, the end may be known without another byte.
                if !held.isEmpty || machine.phase == .skippingContent || machine.hasEnded { processHeld() }
            }
        } catch {
            abandon()
        }
    }

    /// Tells the server how much is kept here; small replies never are.
    func countOutput() {
        let change = output.kept - countedOutput
        if change == 0 { return }
        countedOutput += change
        server.outputChanged(by: change)
    }

    /// Sends a reply that is complete.
    func send(_ reply: Reply) {
        deliver(reply)
        settle()
    }

    /// Puts a whole reply out and goes on to the next request, if that is here.
    func deliver(_ reply: Reply) {
        let bytes: [UInt8] = if case .bytes(let bytes) = reply.body { bytes } else { [] }
        guard let framing = open(reply, length: bytes.count) else { return finishRecord(status: nil) }
        if framing.sendsContent { output.append(bytes) }
        finish(reply.status)
    }

    /// Sends a streaming reply's head; false if nobody waits for the rest.
    func startStream(_ reply: Reply) -> Bool {
        let length = reply.fields[.contentLength].flatMap { Int($0) }
        // It may read on while it writes, and no 100 can follow the reply's head.
        if machine.contentWanted(now: .now) { output.append(Self.goOn) }
        guard let framing = open(reply, length: length) else {
            finishRecord(status: nil)
            return false
        }
        record?.status = reply.status
        stream = ReplyStream(framing)
        if framing.sendsContent {
            flush()
            settle()
            return true
        }
        finish(reply.status)
        settle()
        return false
    }

    /// Sends bytes of a streaming reply; suspends above the high mark.
    func write(_ bytes: [UInt8]) async throws {
        guard transport != nil, let pieces = try stream?.pieces(of: bytes) else {
            throw ConnectionError.clientGone
        }
        pieces.forEach { output.append($0) }
        flush()
        settle()
        try Task.checkCancellation()
        if machine.isOutputHigh { try await waitToWrite() }
    }

    /// Waits until the output is below its low mark, or the socket closed.
    private func waitToWrite() async throws {
        // Sending may have closed it, and a closed connection wakes nobody any more.
        guard transport != nil else { throw ConnectionError.clientGone }
        guard writer == nil else { throw ConnectionError.writtenTwice }
        let wait = waits.next()
        try await withTaskCancellationHandler {
            try Task.checkCancellation()
            try await withCheckedThrowingContinuation { writer = Waiter($0, number: wait) }
        } onCancel: {
            loop.post { self.assumeIsolated { $0.cancelWrite(wait) } }
        }
    }

    private func cancelWrite(_ number: WaitNumber) {
        if writer?.number == number { writer.take()?.resume(throwing: CancellationError()) }
    }

    func finishStream() throws {
        guard transport != nil, let stream else { return finishRecord(status: nil) }
        output.append(try stream.ending())
        finish(record?.status ?? .ok)
        settle()
    }

    func setHeartbeat(_ bytes: [UInt8], every interval: Duration) {
        heartbeat = bytes
        machine.exchange?.heartbeat = (interval, .now)
        settle()
    }

    /// Sends bytes of our own within a streaming reply.
    func enqueue(_ bytes: [UInt8]) {
        guard let pieces = try? stream?.pieces(of: bytes) else { return }  // a counted reply has no room
        pieces.forEach { output.append($0) }
        flush()
    }

    /// Answers for a handler that threw; a reply under way can only be broken off.
    func fail(_ error: any Error) {
        guard transport != nil, machine.exchange != nil else { return finishRecord(status: nil) }
        if machine.exchange?.reply != Exchange.ReplyState.none {
            logFailure(error)
            return abandon()
        }
        send(.problem(problem(for: error)))
    }

    /// What the client is told of an error; what is not its business goes to the log.
    private func problem(for error: any Error) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let error as any ProblemConvertible: return error.problem
        case is ConnectionError:
            return Problem(400, code: "body_incomplete", detail: "The request's content is incomplete.")
        case is CancellationError: return .busy("stopping", "The request was cancelled here.")
        default:
            logFailure(error)
            return Problem(
                500, code: "internal",
                detail: "Something failed here; the log has it as \(record?.id.description ?? "").")
        }
    }

    /// Sends the connection's last reply, for a broken rule or a passed deadline.
    func refuse(_ rejection: Rejection) {
        server.shared.metrics.refused(rejection.rule)
        let reply = Reply.problem(Problem(rejection))
        guard case .bytes(let bytes) = reply.body,
            let framing = machine.startRefusal(rejection.status, length: bytes.count, now: .now)
        else { return }
        output.append(
            ReplyHead(reply.status, reply.fields, framing: framing, date: server.date, id: record?.id).bytes)
        if framing.sendsContent { output.append(bytes) }
        finishRecord(status: rejection.status)
        flush()
    }

    private func open(_ reply: Reply, length: Int?) -> ReplyFraming? {
        let closing = server.shared.isDraining || reply.fields[.connection]?.lowercased() == "close"
        guard
            let framing = machine.startReply(
                reply.status, length: length, closing: closing, now: .now)
        else { return nil }
        let head = ReplyHead(
            reply.status, reply.fields, framing: framing, date: server.date, id: record?.id)
        output.append(head.bytes)
        return framing
    }

    private func finish(_ status: HTTPResponse.Status) {
        stream = nil
        machine.finishReply(closing: server.shared.isDraining, now: .now)
        // Whoever still reads would wait for content that is skipped from now on.
        content.discard()
        finishRecord(status: status)
        flush()
    }
}
