import EventLoop

extension Connection {
    /// Performs what readiness asks for, then what has become due by it.
    func handle(_ readiness: Readiness) {
        if readiness.contains(.failed) || readiness.contains(.hungUp) { return abandon() }
        if readiness.contains(.peerClosed) {
            hasSeenHalfClose = true
            if machine.isAbandonedByHalfClose { return abandon() }
        }
        if readiness.contains(.readable) {
            if transport?.writeNeedsReading == true { flush() }
            receive()
        }
        if readiness.contains(.writable) {
            flush()
            if transport?.readNeedsWriting == true { receive() }
        }
        settle()
    }

    func timerFired() {
        armed = nil
        let now = MonotonicTime.now
        if let deadline = machine.deadline, deadline <= now { expire(now) }
        settle()
    }

    private func expire(_ now: MonotonicTime) {
        switch machine.expire(now: now) {
        case .none: break
        case .close: close()
        case .abort:
            server.shared.metrics.refused("slow")
            abandon()
        case .refuse(let rejection):
            content.fail(ConnectionError.contentBroken)
            refuse(rejection)
            cancelHandler()
        case .heartbeat: enqueue(heartbeat)
        }
    }

    /// Brings socket, interest and timer in line with the machine; ends every event.
    func settle() {
        guard transport != nil else { return }
        switch machine.settle(now: .now) {
        case .none where server.phase == .finishing && machine.closeIfIdle(now: .now): return close()
        case .none: break
        case .shutDownWriting: transport?.shutDownWriting()
        case .close: return close()
        }
        let reads = machine.room(held: held.count) > 0
        var interest = transport?.interest(reads: reads, writes: !output.isEmpty) ?? []
        if !hasSeenHalfClose { interest.insert(.peerClose) }
        do { try watch?.update(interest) } catch { return abandon() }
        if reads { readOn() }
        arm()
    }

    /// Reads what has left the socket and waits within the encryption, in a turn to come.
    private func readOn() {
        guard transport?.hasMore == true, !isReadingOn else { return }
        isReadingOn = true
        loop.post {
            self.assumeIsolated { connection in
                connection.isReadingOn = false
                connection.receive()
                connection.settle()
            }
        }
    }

    /// Sets the timer if the next deadline comes before it; a later one is looked up when it fires.
    private func arm() {
        guard let deadline = machine.deadline else { return }
        if let armed, armed <= deadline { return }
        timer?.refresh(after: deadline - .now)
        armed = deadline
    }

    /// Nobody waits for a reply: the handler is cancelled and the socket closed at once.
    func abandon() {
        if machine.exchange != nil { cancelHandler() }
        close()
    }

    /// Closes the socket and wakes whoever waits for it.
    func close() {
        guard let transport = transport.take() else { return }
        machine.enter(.closed, .now)
        watch?.cancel()
        timer?.cancel()
        (watch, timer) = (nil, nil)
        if server.shared.settings.servesFromReserve {
            transport.close(into: server.shared.reserve)
        } else {
            transport.close(on: loop)
        }
        output.removeAll()
        countOutput()
        held = []
        content.fail(ConnectionError.clientGone)
        writer.take()?.resume(throwing: ConnectionError.clientGone)
        finishRecord(status: nil)
        server.remove(self)
        hand(nil)
    }

    /// Closes it if no request has begun; one that waits in the socket has.
    func closeIfIdle() {
        if machine.idleSince != nil { receive() }
        if machine.closeIfIdle(now: .now) { close() } else { settle() }
    }

    /// Ends replies that have no end of their own, when the server stops.
    func endStream() {
        if record?.call?.route.limits.endsOnDrain == true { cancelHandler() }
    }
}
