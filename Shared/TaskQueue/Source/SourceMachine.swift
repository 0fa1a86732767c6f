import Domain

/// What a worker holds, and what it should send next; decides without I/O.
///
/// The driver (`TaskSource`) asks for the next `Cycle`, sends it, and tells what
/// came back. Claimed tasks are *held* until their handler ends; then they wait
/// in the outbox until the database has answered for them.
struct SourceMachine<Result: Sendable>: Sendable {
    enum Mode: Sendable { case running, draining, releasing }

    struct Held: Sendable {
        let task: ClaimedTask
        let since: ContinuousClock.Instant
        /// The lease is known to be gone.
        var isLost = false
    }

    let settings: QueueSettings
    private(set) var mode = Mode.running
    /// How many tasks to hold at once, at most.
    let mostHeld: Int
    /// How many to hold now: fewer where backends have no room for more.
    var capacity: Int
    /// The last claim got all it asked for: there may be any number of tasks.
    var isQueueDeep = false
    /// What was last announced, and acknowledged.
    private(set) var announced: Beat?
    var held: [TaskID: Held] = [:]
    var completions = BatchQueue<CompletedTask<Result>>()
    var failures = BatchQueue<FailedTask>()
    /// When the oldest unsent outcome came in.
    var oldestOutcome: ContinuousClock.Instant?
    private var releasedAt: ContinuousClock.Instant?
    /// Before this moment nothing of the outbox is sent again, or nothing claimed.
    var sendNotBefore: ContinuousClock.Instant?
    var claimNotBefore: ContinuousClock.Instant?
    /// Something downstream waits for our results: batching would only cost time.
    var isDownstreamEmpty = false

    var trust: BeatTrust
    var fair = DeficitRoundRobin()
    var marks = Watermarks()
    var tempo = TaskTempo()
    var pacing: PollPacing
    var resend = ReconnectDelay()
    var hints = HintPacing()

    init(settings: QueueSettings, capacity: Int) {
        self.settings = settings
        self.capacity = capacity
        mostHeld = capacity
        trust = BeatTrust(ttl: settings.ttl, margin: settings.fenceMargin)
        pacing = PollPacing(settings.poll)
    }

    /// Whether nothing is left to do.
    var isDone: Bool { mode != .running && held.isEmpty && outboxCount == 0 }

    /// Whether to end: all is done, or what was released can't be told in time.
    func isOver(at now: ContinuousClock.Instant) -> Bool {
        isDone || releasedAt.map { now >= $0 + settings.releasePatience } ?? false
    }

    var outboxCount: Int { completions.count + failures.count }

    /// Leases in our name that we know of (QUEUE R27).
    var known: [(id: TaskID, token: LeaseToken)] {
        held.values.map { ($0.task.id, $0.task.lease.token) }
            + completions.items.map { ($0.id, $0.token) } + failures.items.map { ($0.id, $0.token) }
    }

    /// Whether a backend call may be started for a task (QUEUE R22, R23).
    func mayStart(_ lease: Lease, at now: ContinuousClock.Instant) -> Bool {
        guard let own = held[lease.task], own.task.lease.token == lease.token else { return false }
        return !own.isLost && lease.isTrusted(at: now) && trust.holds(at: now)
    }

    /// What to announce now. An idle process keeps a small part, to begin with.
    var beat: Beat {
        let wanted = isQueueDeep ? mostHeld : max(held.count, mostHeld / 8)
        return Beat(capacity: mostHeld, wanted: mode == .running ? wanted : held.count)
    }

    /// Whether others share backends by numbers that are no longer ours.
    var isBeatOutdated: Bool {
        abs((announced?.wanted ?? 0) - beat.wanted) > mostHeld / 8
    }

    /// A beat that was sent at `moment` has been acknowledged.
    mutating func acknowledged(_ beat: Beat, sentAt moment: ContinuousClock.Instant) {
        announced = beat
        trust.acknowledged(sentAt: moment)
    }

    /// Takes in how a task ended. False if its lease is no longer held.
    mutating func finish(
        _ task: ClaimedTask, _ outcome: TaskOutcome<Result>, at now: ContinuousClock.Instant,
        using random: inout some RandomNumberGenerator
    ) -> Bool {
        guard let own = held[task.id], own.task.lease.token == task.lease.token else { return false }
        held[task.id] = nil
        switch outcome {
        case .completed(let result):
            tempo.taskTook(now - own.since)
            completions.add(CompletedTask(id: task.id, token: task.lease.token, result: result))
        case .failed(let failure):
            giveBack(task, failure, using: &random)
        }
        oldestOutcome = oldestOutcome ?? now
        return true
    }

    /// Claims no more; ends once everything held has ended and is answered for.
    mutating func drain() {
        if mode == .running { mode = .draining }
    }

    /// Gives back everything held, at once.
    mutating func releaseAll(
        using random: inout some RandomNumberGenerator, at now: ContinuousClock.Instant
    ) {
        oldestOutcome = oldestOutcome ?? now
        releasedAt = releasedAt ?? now
        mode = .releasing
        for own in held.values {
            giveBack(
                own.task, TaskFailure(kind: .release, reason: "released", delay: nil), using: &random)
        }
        held = [:]
    }

    private mutating func giveBack(
        _ task: ClaimedTask, _ failure: TaskFailure, using random: inout some RandomNumberGenerator
    ) {
        let delay =
            failure.delay ?? settings.backoff.draw(after: task.attempt + 1, using: &random)
        failures.add(
            FailedTask(
                id: task.id, token: task.lease.token, failure: failure, delay: max(.zero, delay)))
    }
}
