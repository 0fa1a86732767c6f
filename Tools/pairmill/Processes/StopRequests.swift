import Dispatch
import Foundation
import Synchronization

/// Ctrl-C, SIGTERM and SIGHUP, as requests to stop that are awaited one by one.
///
/// One for the process: signals are the process's own.
final class StopRequests: Sendable {
    private struct State {
        /// Requests that came while nobody waited.
        var unheard = 0
        var waiting: [Int: AsyncStream<Void>.Continuation] = [:]
        var lastNumber = 0
    }

    private let state = Mutex(State())
    // Owner: this object; set in `init` and never again.
    private nonisolated(unsafe) var sources: [any DispatchSourceSignal] = []

    init(_ signals: [Int32] = [SIGINT, SIGTERM, SIGHUP]) {
        let queue = DispatchQueue(label: "pairmill.signals")
        sources = signals.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { [weak self] in self?.request() }
            source.activate()
            return source
        }
    }

    deinit { sources.forEach { $0.cancel() } }

    /// Makes a request, as a signal does.
    func request() {
        state.withLock { state in
            if state.waiting.isEmpty { state.unheard += 1 }
            state.waiting.values.forEach { $0.finish() }
            state.waiting = [:]
        }
    }

    /// Waits for the next request; returns also when cancelled.
    func next() async {
        let (requests, continuation) = AsyncStream.makeStream(of: Void.self)
        let number = state.withLock { state -> Int? in
            if state.unheard > 0 {
                state.unheard -= 1
                return nil
            }
            state.lastNumber += 1
            state.waiting[state.lastNumber] = continuation
            return state.lastNumber
        }
        guard let number else { return }
        for await _ in requests {}
        // One that was cancelled must not hear the next request in another's stead.
        state.withLock { _ = $0.waiting.removeValue(forKey: number) }
    }

    /// Runs the body until it returns or the next request comes, which cancels it.
    ///
    /// Returns nil if it was stopped.
    func interrupting<Product: Sendable>(
        _ body: @escaping @Sendable () async throws -> Product
    ) async throws -> Product? {
        try await withThrowingTaskGroup(of: Product?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                await self.next()
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }
}
