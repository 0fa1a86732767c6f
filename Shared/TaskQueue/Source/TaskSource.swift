package import Domain
package import Logging
package import Postgres

/// Where a stage's worker gets its tasks from and hands their outcomes to.
///
///     group.addTask { await source.run() }
///     for await claim in source.claims {
///         for task in claim { group.addTask { await source.finish(task, await handle(task)) } }
///     }
///
/// `run` owns one connection and one incarnation. It beats, claims what fits,
/// sends outcomes in batches, and reconnects by itself: an outage costs nothing
/// but time, and results wait for its end (QUEUE R28).
package actor TaskSource<C: Completion> {
    /// Opens a connection of its own for the source.
    package typealias Connect = @Sendable () async throws -> PostgresConnection

    /// Tasks as they were claimed together; ends when the source drains. Take each at
    /// once: a few more than the capacity may come where tasks are fast (QUEUE R11).
    package nonisolated let claims: AsyncStream<[ClaimedTask]>
    package nonisolated let worker = WorkerID.random()

    let stage: Stage
    let name: String
    let completion: C
    let settings: QueueSettings
    let connect: Connect
    let logger: Logger
    let metrics: QueueMetrics
    let signal = Signal()
    private let sink: AsyncStream<[ClaimedTask]>.Continuation
    var machine: SourceMachine<C.Result>
    var demand: Demand
    var random = SystemRandomNumberGenerator()
    var refreshed: ContinuousClock.Instant?
    var reconciled: ContinuousClock.Instant?

    /// `name` is what people see in the list of workers; `capacity` the number of
    /// tasks to hold at once.
    package init(
        stage: Stage, name: String, capacity: Int, completion: C, settings: QueueSettings = QueueSettings(),
        logger: Logger, connect: @escaping Connect
    ) {
        self.stage = stage
        self.name = name
        self.completion = completion
        self.settings = settings
        self.connect = connect
        self.logger = logger
        metrics = QueueMetrics(stage: stage)
        machine = SourceMachine(settings: settings, capacity: capacity)
        demand = Demand(of: stage)
        (claims, sink) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
    }

    /// Whether a backend call may be started for a task; ask before each call
    /// (QUEUE R22, R23). If not, hand the task back with `.release`.
    package func mayStart(_ task: ClaimedTask) -> Bool {
        machine.mayStart(task.lease, at: .now)
    }

    /// Takes in how a task ended; it is sent in a batch, sooner or later.
    package func finish(_ task: ClaimedTask, _ outcome: TaskOutcome<C.Result>) {
        let isHeld = machine.finish(task, outcome, at: .now, using: &random)
        if !isHeld { metrics.droppedOutcome() }
        signal.give()
    }

    /// How many tasks to hold from now on; 0 stops claiming, as an open breaker does.
    package func setCapacity(_ capacity: Int) {
        machine.capacity = max(0, capacity)
        signal.give()
    }

    /// Whether it claims no more.
    package var isStopping: Bool { machine.mode != .running }

    /// How many tasks others know us to want, or will with the first beat: ours of what all want is our
    /// part of a backend.
    package var wanted: Int { (machine.announced ?? machine.beat).wanted }

    /// There may be work; asks within 50 ms, at random (QUEUE R44).
    package func hint() {
        machine.hint(at: .now + .milliseconds(Int.random(in: 0...50, using: &random)))
        signal.give()
    }

    /// Claims no more; `run` returns when all tasks held have ended and are answered
    /// for. Beats go on meanwhile.
    package func drain() {
        machine.drain()
        sink.finish()
        signal.give()
    }

    /// Gives back everything held at once, and lets `run` return (QUEUE R28).
    package func releaseAll() {
        machine.releaseAll(using: &random, at: .now)
        sink.finish()
        signal.give()
    }

    /// What the source holds and has not sent yet, for status pages.
    package var load: (held: Int, unsent: Int) { (machine.held.count, machine.outboxCount) }

    func handOut(_ tasks: [ClaimedTask]) {
        if !tasks.isEmpty { sink.yield(tasks) }
    }
}
