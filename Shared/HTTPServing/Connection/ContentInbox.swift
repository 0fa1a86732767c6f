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
    private var waiter: CheckedContinuation<[UInt8]?, any Error>?

    mutating func append(_ part: [UInt8]) {
        if let waiter = waiter.take() { return waiter.resume(returning: part) }
        parts.append(part)
        count += part.count
    }

    mutating func finish() {
        end = .complete
        waiter.take()?.resume(returning: nil)
    }

    mutating func fail(_ error: any Error) {
        if case .complete = end { return }
        end = .failed(error)
        (parts, count) = ([], 0)
        waiter.take()?.resume(throwing: error)
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
    mutating func wait(_ continuation: CheckedContinuation<[UInt8]?, any Error>) {
        if waiter != nil { return continuation.resume(throwing: ConnectionError.readTwice) }
        waiter = continuation
    }

    /// Gives a cancelled reader up.
    mutating func cancelWait() { waiter.take()?.resume(throwing: CancellationError()) }
}
