/// Tells the waits of a connection apart.
///
/// A cancellation arrives a turn after it was asked for. By then its wait may be
/// over and another one have begun, which it must not end.
struct WaitNumber: Equatable {
    private var value: UInt64 = 0

    /// The number of the next wait.
    mutating func next() -> WaitNumber {
        value += 1
        return self
    }
}

/// Someone who waits on a connection; taken out of its place to be resumed, once.
struct Waiter<Value: Sendable> {
    let number: WaitNumber
    private let continuation: CheckedContinuation<Value, any Error>

    init(_ continuation: CheckedContinuation<Value, any Error>, number: WaitNumber) {
        self.number = number
        self.continuation = continuation
    }

    func resume(returning value: Value) { continuation.resume(returning: value) }
    func resume(throwing error: any Error) { continuation.resume(throwing: error) }
    func resume(with result: Result<Value, any Error>) { continuation.resume(with: result) }
}

extension Waiter<Void> {
    func resume() { continuation.resume() }
}
