import DequeModule

/// Decides who gets which connection, without touching one.
///
/// A caller is granted either a connection or a *place*: the right to make one.
/// So connections are made by those who need them, no faster than the backoff
/// permits after a failure, and the pool needs no work of its own.
///
///     request ──▶ idle connection? ──▶ grant it       (its holder checks the socket)
///             ──▶ free place and no backoff? ──▶ grant the place
///             ──▶ room to wait? ──▶ wait for one of them, or the deadline
struct PoolMachine<Random: RandomNumberGenerator> {
    typealias Instant = ContinuousClock.Instant
    typealias ConnectionID = Int
    typealias CallerID = Int

    enum Grant: Hashable {
        case connection(ConnectionID)
        case place(ConnectionID)
    }

    enum Event: Hashable {
        case request(CallerID)
        /// The caller no longer waits: its deadline is over or it was cancelled.
        case abandoned(CallerID)
        /// A place became a connection, which its maker now holds.
        case connected(ConnectionID)
        case connectFailed(ConnectionID)
        /// A holder is done; an unusable connection is gone.
        case returned(ConnectionID, usable: Bool)
        case tick
        case shutdown
    }

    enum Action: Hashable {
        case grant(CallerID, Grant)
        case refuse(CallerID, Refusal)
        case close(ConnectionID)
        /// Send a tick at this time.
        case wake(Instant)
    }

    enum Refusal: Hashable {
        case crowded(waiting: Int)
        case closed
    }

    private let settings: PoolSettings
    private var random: Random
    private var backoff = ReconnectBackoff()
    private var connectNotBefore: Instant?
    /// The tick that was asked for and has not come: one at a time is enough.
    private var nextTick: Instant?
    private var isShutDown = false
    private var made = 0
    /// Connections and places somebody holds.
    private var held: Set<ConnectionID> = []
    /// The one used last stands last and is used next, so that the others grow old.
    private var idle: [(id: ConnectionID, since: Instant)] = []
    private var callers: Deque<CallerID> = []

    init(_ settings: PoolSettings, random: Random) {
        self.settings = settings
        self.random = random
    }

    mutating func apply(_ event: Event, at now: Instant) -> [Action] {
        switch event {
        case .request(let caller): return request(caller, now)
        case .abandoned(let caller):
            callers.removeAll { $0 == caller }
            return []
        case .connected:
            backoff.reset()
            connectNotBefore = nil
            return serve(now)
        case .connectFailed(let id): return connectFailed(id, now)
        case .returned(let id, let usable): return returned(id, usable: usable, now)
        case .tick: return tick(now)
        case .shutdown: return shutdown()
        }
    }

    private mutating func request(_ caller: CallerID, _ now: Instant) -> [Action] {
        if isShutDown { return [.refuse(caller, .closed)] }
        if callers.isEmpty, let grant = nextGrant(now) { return [.grant(caller, grant)] }
        guard callers.count < settings.waiting else {
            return [.refuse(caller, .crowded(waiting: callers.count))]
        }
        callers.append(caller)
        return []
    }

    private mutating func connectFailed(_ id: ConnectionID, _ now: Instant) -> [Action] {
        held.remove(id)
        let retry = max(connectNotBefore ?? now, now + backoff.next(using: &random))
        connectNotBefore = retry
        return wake(at: retry)
    }

    private mutating func returned(_ id: ConnectionID, usable: Bool, _ now: Instant) -> [Action] {
        guard held.remove(id) != nil else { return [] }
        guard usable, !isShutDown else { return [.close(id)] + serve(now) }
        idle.append((id, now))
        return serve(now) + wake(at: now + settings.idleTime)
    }

    private mutating func wake(at time: Instant) -> [Action] {
        if let nextTick, nextTick <= time { return [] }
        nextTick = time
        return [.wake(time)]
    }

    private mutating func tick(_ now: Instant) -> [Action] {
        // An earlier tick may have been asked for after this one.
        if let nextTick, nextTick <= now { self.nextTick = nil }
        var actions = expire(now) + serve(now)
        // Another failure may have moved the end of the backoff behind this tick.
        if let connectNotBefore, connectNotBefore > now {
            actions += wake(at: connectNotBefore)
        }
        if let oldest = idle.first { actions += wake(at: oldest.since + settings.idleTime) }
        return actions
    }

    /// Gives waiting callers what there is, in their order.
    private mutating func serve(_ now: Instant) -> [Action] {
        var actions: [Action] = []
        while let caller = callers.first, let grant = nextGrant(now) {
            callers.removeFirst()
            actions.append(.grant(caller, grant))
        }
        return actions
    }

    private mutating func nextGrant(_ now: Instant) -> Grant? {
        if let newest = idle.popLast() {
            held.insert(newest.id)
            return .connection(newest.id)
        }
        guard held.count < settings.connections, connectNotBefore.map({ $0 <= now }) ?? true else {
            return nil
        }
        made += 1
        held.insert(made)
        return .place(made)
    }

    private mutating func expire(_ now: Instant) -> [Action] {
        let old = idle.filter { $0.since + settings.idleTime <= now }.map(\.id)
        idle.removeAll { old.contains($0.id) }
        return old.map(Action.close)
    }

    private mutating func shutdown() -> [Action] {
        isShutDown = true
        defer {
            idle = []
            callers = []
        }
        return idle.map { .close($0.id) } + callers.map { .refuse($0, .closed) }
    }
}
