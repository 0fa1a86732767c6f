import EventLoop

extension Connection {
    /// The next part of the content of a request, counted from 1; nil at its end.
    func nextPart(of number: UInt64) async throws -> [UInt8]? {
        guard number == served else { throw ConnectionError.clientGone }
        if let part = content.take() {
            if content.count < machine.limits.bodyAhead { resumeContent() }
            return try part.get()
        }
        if machine.contentWanted(now: .now) {
            output.append(Self.goOn)
            flush()
        }
        settle()
        let wait = waits.next()
        return try await withTaskCancellationHandler {
            try Task.checkCancellation()
            return try await withCheckedThrowingContinuation { content.wait(Waiter($0, number: wait)) }
        } onCancel: {
            loop.post { self.assumeIsolated { $0.content.cancel(wait) } }
        }
    }

    /// Takes more in, now that the handler has read some.
    private func resumeContent() {
        guard machine.exchange?.isContentPaused == true else { return }
        machine.pauseContent(false, now: .now)
        processHeld()
        settle()
    }

    /// Passes content on to its reader; false if there is no room for it (HTTP.md §3, all bodies).
    func keep(_ part: [UInt8], _ now: MonotonicTime) -> Bool {
        if record?.call?.route.limits.body != nil {
            guard server.shared.bodies.take(part.count) else { return false }
            record?.kept += part.count
        }
        content.append(part)
        machine.pauseContent(content.count >= machine.limits.bodyAhead, now: now)
        return true
    }

    /// Counts what content has grown by when it was unpacked; false if there is no room for it.
    func keepUnpacked(_ count: Int, of number: UInt64) -> Bool {
        guard number == served, record?.call?.route.limits.body != nil else { return true }
        guard server.shared.bodies.take(count) else { return false }
        record?.kept += count
        return true
    }

    /// Refuses content that is known not to fit, before it is sent.
    func refusalForRoom(_ route: Route) -> Rejection? {
        guard route.limits.body != nil, case .fixed(let length) = machine.bodyLength else { return nil }
        return server.shared.bodies.hasRoom(for: length) ? nil : .noRoom
    }
}
