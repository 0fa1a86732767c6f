// Everything here belongs in a turn of the loop, and traps elsewhere. Handlers and
// actions are called in later turns, so they may use what lives on this loop: the state
// of a `LoopActor` or of another type that never leaves it.
extension ReadinessLoop {
    /// Watches a descriptor until the watch is cancelled; it stays the caller's to close.
    package func watch(
        _ descriptor: borrowing Descriptor, _ interest: Interest,
        handler: @escaping (Readiness) -> Void
    ) throws(SystemCallError) -> Watch {
        try watch(number: descriptor.rawValue, interest, handler: handler)
    }

    /// As `watch`, for a descriptor that belongs to a C library.
    package func watch(
        number: Int32, _ interest: Interest, handler: @escaping (Readiness) -> Void
    ) throws(SystemCallError) -> Watch {
        let watch = Watch(core: owned, descriptor: number, interest: interest, handler: handler)
        try owned.add(watch)
        return watch
    }

    /// Closes a descriptor at the end of the turn: within a batch no number is reused (HTTP L4).
    package func close(_ descriptor: consuming Descriptor) { owned.closeLater(descriptor) }

    /// Calls an action once, when the duration is over or up to 16 ms later.
    package func schedule(after duration: Duration, _ action: @escaping () -> Void) -> LoopTimer {
        let timer = LoopTimer(core: owned, action: action)
        timer.refresh(after: duration)
        return timer
    }

    /// Calls an action in this turn or the next, after what is under way has returned.
    package func later(_ action: @escaping () -> Void) { owned.ready.append(.action(action)) }
}
