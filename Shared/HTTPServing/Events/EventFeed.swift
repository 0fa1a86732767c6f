import DequeModule
import Synchronization

/// Events for many clients, with a memory for those who come back.
///
/// Each subscriber has room for as many events as the feed remembers. Whoever
/// falls further behind is cut off, and returns with `Last-Event-ID`.
package final class EventFeed: Sendable {
    private typealias Sink = AsyncStream<ServerEvent>.Continuation

    private struct State {
        var last: UInt64 = 0
        var remembered: Deque<(number: UInt64, event: ServerEvent)> = []
        var sinks: [UInt64: Sink] = [:]
        var subscribers: UInt64 = 0
    }

    private let capacity: Int
    private let state = Mutex(State())

    package init(capacity: Int = 256) { self.capacity = capacity }

    /// Sends an event to everyone; its id becomes its number.
    package func publish(name: String? = nil, data: String) {
        let late = state.withLock { state -> [Sink] in
            state.last += 1
            let event = ServerEvent(id: "\(state.last)", name: name, data: data)
            state.remembered.append((state.last, event))
            if state.remembered.count > capacity { state.remembered.removeFirst() }
            return state.sinks.values.filter { if case .dropped = $0.yield(event) { true } else { false } }
        }
        // Outside the lock: a stream that ends calls `forget`.
        late.forEach { $0.finish() }
    }

    /// Everything from now on, after what is remembered behind an id the client has seen.
    package func events(after id: String? = nil) -> AsyncStream<ServerEvent> {
        let (events, sink) = AsyncStream.makeStream(
            of: ServerEvent.self, bufferingPolicy: .bufferingOldest(capacity))
        let number = state.withLock { state in
            if let seen = id.flatMap(UInt64.init) {
                for (number, event) in state.remembered where number > seen { sink.yield(event) }
            }
            state.subscribers += 1
            state.sinks[state.subscribers] = sink
            return state.subscribers
        }
        sink.onTermination = { [weak self] _ in self?.forget(number) }
        return events
    }

    private func forget(_ number: UInt64) { state.withLock { $0.sinks[number] = nil } }
}
