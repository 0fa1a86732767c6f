/// Which call has which backend slot, and until when: a queue in simulated time.
///
/// A call takes the slot that is free first. Its latency starts when that slot is
/// free, not when a timer got round to it, so 64 slots of 100 ms serve exactly 640
/// calls a second however late the timers are. Busy time is latency and nothing
/// else: an overloaded machine can't pass for work (DECISIONS 27).
struct SlotLedger: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// One call's time in a slot.
    struct Place: Sendable, Hashable {
        let number: Int
        let slot: Int
        let start: Instant
        let due: Instant
    }

    let queueBound: Int
    private var freeAt: [Instant]
    private var places: [Int: Place] = [:]
    private var next = 0
    /// Simulated latency that calls spent in slots, in all.
    private(set) var busy: Duration = .zero

    init(slots: Int, queueBound: Int, at now: Instant) {
        self.queueBound = queueBound
        freeAt = [Instant](repeating: now, count: slots)
    }

    /// A place for a call; nil when the queue is full.
    mutating func admit(latency: Duration, at now: Instant) -> Place? {
        guard let slot = freeAt.indices.min(by: { freeAt[$0] < freeAt[$1] }) else { return nil }
        let start = max(now, freeAt[slot])
        if start > now && counts(at: now).waiting >= queueBound { return nil }
        let place = Place(number: next, slot: slot, start: start, due: start + latency)
        freeAt[slot] = place.due
        places[next] = place
        next += 1
        return place
    }

    /// A call is done or its client is gone; what it did not use is free again, unless promised.
    mutating func leave(_ place: Place, at now: Instant) {
        guard places.removeValue(forKey: place.number) != nil else { return }
        let end = max(place.start, min(now, place.due))
        busy += end - place.start
        if freeAt[place.slot] == place.due { freeAt[place.slot] = end }
    }

    /// Calls in slots, and calls waiting for one.
    func counts(at now: Instant) -> (running: Int, waiting: Int) {
        let waiting = places.values.count { $0.start > now }
        return (places.count - waiting, waiting)
    }
}
