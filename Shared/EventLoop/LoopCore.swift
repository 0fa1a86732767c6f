import CEpoll
import DequeModule
import Glibc

/// What belongs to a loop's queue alone: watches, timers, ready work, descriptors to close.
final class LoopCore {
    /// Bounds of one turn, so that other work of the queue runs (HTTP L2).
    static let roundsPerTurn = 8
    static let workPerTurn = 256
    static let eventsPerRound: Int32 = 256

    private let epoll: Descriptor
    private let timer: Descriptor
    private let events = UnsafeMutableBufferPointer<cepoll_event>.allocate(capacity: Int(eventsPerRound))
    private var watches = TokenTable<Watch>()
    private var wheel = TimerWheel<LoopTimer>(now: MonotonicTime.now.tick)
    private var armedTick: UInt64?
    private var closing: [Int32] = []
    private(set) var handledEvents: UInt64 = 0
    var ready = Deque<Work>()
    /// False once the loop stops: nothing new is watched or scheduled.
    private(set) var isOpen = true

    init() throws(SystemCallError) {
        epoll = Descriptor(owning: try systemCall("epoll_create1") { cepoll_create() })
        timer = Descriptor(owning: try systemCall("timerfd_create") { cepoll_timer_create() })
        let watch = Watch(core: self, descriptor: timer.rawValue, interest: .read) { [unowned self] _ in
            timerFired()
        }
        try add(watch)
    }

    deinit { events.deallocate() }

    var epollNumber: Int32 { epoll.rawValue }

    /// Lets everything go; the descriptors are closed with the core.
    func shutDown() {
        isOpen = false
        watches = TokenTable()
        wheel = TimerWheel(now: MonotonicTime.now.tick)
    }
}

// MARK: Watches

extension LoopCore {
    func add(_ watch: Watch) throws(SystemCallError) {
        guard isOpen else { throw SystemCallError(function: "epoll_ctl", code: EBADF) }
        let token = watches.insert(watch)
        do {
            let (epoll, descriptor, interest) = (epoll.rawValue, watch.descriptor, watch.interest)
            _ = try systemCall("epoll_ctl") {
                cepoll_add(epoll, descriptor, interest.rawValue, token.bits)
            }
            watch.token = token
        } catch {
            _ = watches.remove(token)
            throw error
        }
    }

    func modify(_ descriptor: Int32, _ interest: Interest, _ token: Token) throws(SystemCallError) {
        let epoll = epoll.rawValue
        _ = try systemCall("epoll_ctl") { cepoll_modify(epoll, descriptor, interest.rawValue, token.bits) }
    }

    /// Forgets a watch. The system may have forgotten it before: a closed descriptor leaves by itself.
    func remove(_ token: Token, _ descriptor: Int32) {
        guard watches.remove(token) != nil else { return }
        _ = cepoll_remove(epoll.rawValue, descriptor)
    }

    /// Closes a descriptor at the end of the turn, so that its number is not reused within a batch.
    func closeLater(_ descriptor: consuming Descriptor) { closing.append(descriptor.release()) }

    /// Passes one batch of events to their handlers; the number of events.
    private func pollEvents() -> Int {
        let count = cepoll_poll(epoll.rawValue, events.baseAddress, Self.eventsPerRound)
        guard count > 0 else { return 0 }
        for event in events.prefix(Int(count)) {
            // An old generation: the watch was cancelled earlier in this batch (HTTP L4).
            guard let watch = watches[Token(bits: event.token)] else { continue }
            watch.handler?(Readiness(rawValue: event.events))
        }
        handledEvents += UInt64(count)
        return Int(count)
    }
}

// MARK: Timers

extension LoopCore {
    func set(_ timer: LoopTimer, after duration: Duration) {
        let tick = MonotonicTime.now.tick(after: duration)
        if let token = timer.token, wheel.refresh(token, to: tick) { return }
        timer.token = isOpen ? wheel.schedule(timer, at: tick) : nil
    }

    func unset(_ timer: LoopTimer) {
        if let token = timer.token.take() { _ = wheel.cancel(token) }
    }

    private func fireDueTimers() {
        for (token, timer) in wheel.advance(to: MonotonicTime.now.tick) where timer.token == token {
            timer.token = nil
            timer.action()
        }
    }

    private func timerFired() {
        var expirations: UInt64 = 0
        _ = read(timer.rawValue, &expirations, MemoryLayout<UInt64>.size)
        armedTick = nil
    }

    /// Arms the timerfd for the next occupied bucket, unless it wakes the loop before that anyway.
    private func armTimer() {
        guard let next = wheel.nextTick, next < armedTick ?? .max else { return }
        _ = cepoll_timer_arm(timer.rawValue, next * MonotonicTime.tick)
        armedTick = next
    }
}

// MARK: One turn

extension LoopCore {
    /// Serves ready work, events and due timers, within the bounds of one turn.
    func runTurn(of loop: ReadinessLoop, polling: Bool) {
        wheel.skip(to: MonotonicTime.now.tick)
        var budget = Self.workPerTurn
        runReady(of: loop, &budget)
        var rounds = polling && isOpen ? Self.roundsPerTurn : 0
        while rounds > 0, pollEvents() > 0 {
            runReady(of: loop, &budget)
            rounds -= 1
        }
        fireDueTimers()
        runReady(of: loop, &budget)
        closing.forEach { close($0) }
        closing.removeAll(keepingCapacity: true)
        if isOpen { armTimer() }
    }

    private func runReady(of loop: ReadinessLoop, _ budget: inout Int) {
        while budget > 0, let work = ready.popFirst() {
            budget -= 1
            switch work {
            case .job(let job): loop.run(job)
            case .action(let action): action()
            }
        }
    }
}
