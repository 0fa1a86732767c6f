import EventLoop
import Glibc

/// The socket's side of a connection: readiness in, bytes in and out.
extension Connection {
    func open() -> Bool {
        guard descriptor != nil else { return false }
        do throws(SystemCallError) {
            try descriptor?.setNoDelay()
            watch = try watchDescriptor()
            return true
        } catch {
            return false
        }
    }

    private func watchDescriptor() throws(SystemCallError) -> Watch? {
        guard let number = descriptor?.rawValue else { return nil }
        return try loop.watch(number: number, [.read, .peerClose]) { readiness in
            self.assumeIsolated { $0.became(readiness) }
        }
    }

    private func became(_ readiness: Readiness) {
        if readiness.contains(.readable) { readInput() }
        if readiness.contains(.writable) { flush() }
        if readiness.contains(.peerClosed), endsOnHalfClose { leave() }
        if !readiness.isDisjoint(with: [.failed, .hungUp]) { leave() }
        updateInterest()
    }

    /// Reads what there is, until the buffer for requests read ahead is full.
    private func readInput() {
        while parser.buffered < limits.input, !inputEnded, !isGone {
            switch readOnce() {
            case .bytes?: continue
            case .endOfStream?: inputEnded = true
            case .wouldBlock?: return wakeReader()
            case nil: return leave()
            }
        }
        wakeReader()
    }

    private func readOnce() -> Descriptor.ReadOutcome? {
        withUnsafeTemporaryAllocation(byteCount: 16 << 10, alignment: 16) { buffer in
            var span = MutableRawSpan(_unsafeBytes: buffer)
            // A reset and the like: the client is gone, and nobody is there to be told.
            guard let outcome = try? descriptor?.read(into: &span) else { return nil }
            if case .bytes(let count) = outcome {
                parser.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
            return outcome
        }
    }

    private func wakeReader() { reader.take()?.resume() }

    /// Waits until there is more input, its end, or its time is up.
    func moreInput() async {
        guard !inputEnded, !isGone, !timedOut else { return }
        updateInterest()
        await withCheckedContinuation { reader = $0 }
    }

    /// Sends what it can and keeps the rest; waits only above the high mark.
    func send(_ bytes: [UInt8]) async throws {
        guard !isGone else { throw ClientGone() }
        output.add(bytes)
        flush()
        updateInterest()
        if output.count > limits.outputHigh {
            await waitForOutput()
        }
        guard !isGone else { throw ClientGone() }
    }

    func waitForOutput() async {
        guard !isGone, !output.isEmpty else { return }
        await withCheckedContinuation { writer = $0 }
    }

    func flush() {
        while !output.isEmpty, !isGone {
            let written = output.head.withUnsafeBytes { bytes -> Int?? in
                try? descriptor?.write(RawSpan(_unsafeBytes: bytes))
            }
            switch written {
            case .some(.some(let count)): output.remove(count)
            case .some(.none): return watchOutput()
            case .none: return leave()
            }
            if output.count <= limits.outputLow { writer.take()?.resume() }
        }
        outputTimer?.cancel()
    }

    /// A reader that takes less than the least rate is gone (HTTP §3).
    private func watchOutput() {
        guard outputTimer?.isSet != true else { return }
        let sent = output.sent
        outputTimer = loop.schedule(after: limits.writeProgress) {
            self.assumeIsolated { connection in
                guard !connection.output.isEmpty else { return }
                guard connection.output.sent - sent >= connection.limits.progressBytes else {
                    return connection.leave()
                }
                connection.outputTimer = nil
                connection.watchOutput()
            }
        }
    }

    /// Interest nobody acts on is dropped, or the loop would spin (HTTP L3).
    func updateInterest() {
        var interest: Interest = []
        if !inputEnded, !isGone, parser.buffered < limits.input { interest.insert(.read) }
        if !inputEnded, !isGone { interest.insert(.peerClose) }
        if !output.isEmpty, !isGone { interest.insert(.write) }
        // A descriptor epoll no longer takes is closed by `close` in a moment.
        try? watch?.update(interest)
    }

    func setInputTimer(_ duration: Duration) {
        timedOut = false
        guard let inputTimer else {
            inputTimer = loop.schedule(after: duration) {
                self.assumeIsolated { connection in
                    connection.timedOut = true
                    connection.reader.take()?.resume()
                }
            }
            return
        }
        inputTimer.refresh(after: duration)
    }

    func close() {
        isGone = true
        wakeAll()
        inputTimer?.cancel()
        outputTimer?.cancel()
        watch?.cancel()
        watch = nil
        if let descriptor = descriptor.take() { loop.close(descriptor) }
    }
}

/// The client went away before the reply was sent.
struct ClientGone: Error {}
