import DequeModule

/// Content that arrived and was not read yet, and who waits for more of it.
struct ContentInbox {
    private enum End {
        case open, complete
        case failed(any Error)
    }

    private var parts: Deque<[UInt8]> = []
    private(set) var count = 0
    private var end = End.open
    private var waiter: Waiter<[UInt8]?>?

    mutating func append(_ part: [UInt8]) {
        if let waiter = waiter.take() { return waiter.resume(returning: part) }
        parts.append(part)
        count += part.count
    }

    mutating func finish() {
        end = .complete
        waiter.take()?.resume(returning: nil)
    }

    /// Ends it early. Content that is complete stays so: it can be read after its client is gone.
    mutating func fail(_ error: any Error) {
        if case .complete = end { return }
        end = .failed(error)
        (parts, count) = ([], 0)
        waiter.take()?.resume(throwing: error)
    }

    /// Nobody is to read any more of it.
    mutating func discard() {
        end = .failed(ConnectionError.replyDone)
        (parts, count) = ([], 0)
        waiter.take()?.resume(throwing: ConnectionError.replyDone)
    }

    /// What can be told at once; nil when the reader must wait.
    mutating func take() -> Result<[UInt8]?, any Error>? {
        if let part = parts.popFirst() {
            count -= part.count
            return .success(part)
        }
        switch end {
        case .open: return nil
        case .complete: return .success(nil)
        case .failed(let error): return .failure(error)
        }
    }

    /// Lets one reader wait; a second one at the same time is an error of the handler.
    ///
    /// What has come, or ended, before the reader got here is told at once.
    mutating func wait(_ reader: Waiter<[UInt8]?>) {
        if waiter != nil { return reader.resume(throwing: ConnectionError.readTwice) }
        if let known = take() { return reader.resume(with: known) }
        waiter = reader
    }

    /// Gives a cancelled reader up, if it still waits.
    mutating func cancel(_ number: WaitNumber) {
        if waiter?.number == number { waiter.take()?.resume(throwing: CancellationError()) }
    }
}
