import Synchronization

/// The server's backend slots: calls wait here for as long as a model would take.
final class BackendSlots: Sendable {
    let slots: Int
    private let ledger: Mutex<SlotLedger>
    private let clock = ContinuousClock()

    init(slots: Int, queueBound: Int) {
        self.slots = slots
        ledger = Mutex(SlotLedger(slots: slots, queueBound: queueBound, at: clock.now))
    }

    /// Returns when calls of these latencies would be done; 503 when there is no room.
    ///
    /// A cancelled wait, because the client left, gives its places back.
    func pass(_ latencies: [Duration]) async throws {
        let places = try take(latencies)
        defer { leave(places) }
        let due = places.map(\.due).max() ?? clock.now
        try await Task.sleep(until: due, tolerance: .milliseconds(1), clock: clock)
    }

    /// Calls in slots and waiting, and the busy time so far.
    var load: (running: Int, waiting: Int, busy: Duration) {
        ledger.withLock { ledger in
            let counts = ledger.counts(at: clock.now)
            return (counts.running, counts.waiting, ledger.busy)
        }
    }

    private func take(_ latencies: [Duration]) throws -> [SlotLedger.Place] {
        let now = clock.now
        let places = ledger.withLock { ledger in
            latencies.compactMap { ledger.admit(latency: $0, at: now) }
        }
        guard places.count == latencies.count else {
            leave(places)
            throw OpenAIError.unavailable("The request queue is full.")
        }
        return places
    }

    private func leave(_ places: [SlotLedger.Place]) {
        let now = clock.now
        ledger.withLock { ledger in places.forEach { ledger.leave($0, at: now) } }
    }
}
