import Domain
import Logging
import Postgres
import Records
import TaskQueue
import Telemetry

/// Keeps the queue's gauges up to date, whoever looks at them and how often (QUEUE §10).
///
/// Every Orchestrator shows the same queue; take the greatest of what they say.
/// Jobs that are over leave the page with the next look.
actor QueueWatch {
    /// How often the gauges are read.
    static let every = Duration.seconds(5)
    /// Conservation reads every result of the jobs at work: so rarely that it takes 2 % of the time.
    static let auditAtLeast = Duration.seconds(60)
    static let auditFactor = 50

    private let jobs: JobRecords
    private let queue: QueueRecords
    private let figures: QueueFigures
    private let page: MetricRegistry
    private let logger: Logger
    private var qids = QidLog()
    private var nextAudit = ContinuousClock.now

    init(_ database: PostgresPool, ttl: Duration, page: MetricRegistry, logger: Logger) {
        jobs = JobRecords(database)
        queue = QueueRecords(database)
        figures = QueueFigures(database, ttl: ttl)
        self.page = page
        self.logger = logger
    }

    /// Runs until cancelled; while the database is away the last numbers stay, but for
    /// those of conservation.
    func run() async {
        var due = ContinuousClock.now
        var isReported = false
        while !Task.isCancelled {
            do {
                try await note()
                if due <= .now {
                    due = .now + Self.every
                    try await refresh()
                    try await auditIfDue()
                }
                isReported = false
            } catch {
                if Task.isCancelled { return }
                // The database may be away before the turn comes to what is due.
                if nextAudit <= .now { showConservation(nil) }
                if !isReported {
                    logger.warning("the queue's gauges stand still", metadata: ["error": "\(error)"])
                }
                isReported = true
            }
            // Cancelled sleep ends the loop, as it should.
            try? await Task.sleep(for: .seconds(1))
        }
    }

    /// Notes the last qid: the oldest task's age is looked up there.
    func note(at now: ContinuousClock.Instant = .now) async throws {
        qids.note(try await figures.lastQid(), at: now)
    }

    /// Reads everything that is cheap.
    func refresh(at now: ContinuousClock.Instant = .now) async throws {
        let driven = try await jobs.driven()
        let names = Dictionary(driven.map { ($0.number, $0.id) }, uniquingKeysWith: { first, _ in first })
        let numbers = driven.map(\.number)
        let ready = try await figures.ready(of: numbers)
        let kept = try await figures.kept(of: numbers)
        show("pairmill_ready_tasks", ready, names)
        show("pairmill_deferred_tasks", kept.deferred, names)
        show("pairmill_dead_tasks", kept.dead, names)
        showAges(ready, at: now)
        try await showWorkers()
        page.show("pairmill_oldest_transaction_seconds", [.init(try await figures.oldestTransaction())])
    }

    /// Asks whether anything of the jobs at work is lost or doubled (QUEUE R2).
    ///
    /// If that can't be told, nothing is: the 0 of an hour ago would reassure falsely.
    func audit() async throws {
        do {
            showConservation(try await queue.conservationOfUnfinished())
        } catch {
            showConservation(nil)
            throw error
        }
    }

    private func showConservation(_ held: QueueRecords.Conservation?) {
        page.show("pairmill_conservation_leak", held.map { [.init(Double($0.leak))] } ?? [])
        page.show("pairmill_conservation_doubled", held.map { [.init(Double($0.doubled))] } ?? [])
    }

    private func auditIfDue() async throws {
        let start = ContinuousClock.now
        guard nextAudit <= start else { return }
        // One that fails because there is too much to read is not tried again at once.
        defer { nextAudit = .now + max(Self.auditAtLeast, (.now - start) * Self.auditFactor) }
        try await audit()
    }
}

extension QueueWatch {
    /// Every job has all three stages on the page, so that a graph goes down to 0.
    private func show(_ name: String, _ depths: [QueueFigures.Depth], _ names: [Int32: JobID]) {
        let byJob = Dictionary(grouping: depths, by: \.job)
        page.show(
            name,
            names.flatMap { number, id in
                Stage.allCases.map { stage in
                    let own = byJob[number]?.first { $0.stage == stage }
                    return .init(
                        Double(own?.tasks ?? 0), [("job", id.description), ("stage", stage.description)])
                }
            })
    }

    private func showAges(_ ready: [QueueFigures.Depth], at now: ContinuousClock.Instant) {
        page.show(
            "pairmill_oldest_ready_seconds",
            Stage.allCases.map { stage in
                let lowest = ready.filter { $0.stage == stage }.compactMap(\.lowest).min()
                let age = lowest.map { qids.age(of: $0, at: now) } ?? .zero
                return .init(age / .seconds(1), [("stage", stage.description)])
            })
    }

    private func showWorkers() async throws {
        let workers = try await figures.workers()
        for (name, value) in [
            ("pairmill_workers", \QueueFigures.Workers.count), ("pairmill_worker_capacity", \.capacity),
        ] {
            page.show(
                name,
                Stage.allCases.map { stage in
                    let own = workers.first { $0.stage == stage }
                    return .init(Double(own?[keyPath: value] ?? 0), [("stage", stage.description)])
                })
        }
    }
}
