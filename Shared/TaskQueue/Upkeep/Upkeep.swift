import Domain
package import Logging
package import Postgres

/// Does whatever duty is due, again and again, until cancelled.
///
/// Runs in any number of processes at once and has no leader: each duty asks
/// the database whose turn it is (QUEUE R46). Rescue therefore never stops as
/// long as any process runs (R25).
package actor Upkeep {
    private let pool: PostgresPool
    private let rounds: Rounds
    private let settings: QueueSettings
    private let logger: Logger
    private let metrics = UpkeepMetrics()
    private var seedMarks: [Int32: Watermarks] = [:]
    private var random = SystemRandomNumberGenerator()

    package init(_ pool: PostgresPool, settings: QueueSettings = QueueSettings(), logger: Logger) {
        self.pool = pool
        self.settings = settings
        self.logger = logger
        rounds = Rounds(pool)
    }

    package func run() async {
        var due = Dictionary(uniqueKeysWithValues: Duty.allCases.map { ($0, ContinuousClock.now) })
        while !Task.isCancelled {
            for duty in Duty.allCases where due[duty, default: .now] <= .now {
                await attempt(duty)
                // Never earlier: it would not be our turn yet, and the turn would come to nobody.
                due[duty] = .now + duty.every * Double.random(in: 1...1.2, using: &random)
            }
            // Cancelled sleep ends the loop, as it should.
            try? await ContinuousClock().sleep(until: due.values.min() ?? .now + .seconds(1))
        }
    }

    /// Does a duty if it is due fleet-wide; returns how much it moved, nil if it was
    /// not its turn.
    package func perform(_ duty: Duty) async throws -> Int? {
        switch duty {
        case .rescue: try await rescue()
        case .promote: try await inTurn(duty, [QueueSQL.promote(limit: settings.sweepLimit)])
        case .fold: try await inTurn(duty, [QueueSQL.fold])
        case .prune:
            try await inTurn(
                duty, [QueueSQL.pruneWorkers, QueueSQL.pruneAttempts(limit: settings.pruneLimit)])
        case .seed: try await seedAll()
        case .close:
            try await eachRound(duty, QueueSQL.closable) { round, _ in
                try await self.rounds.closeIfEmpty(round) ? 1 : 0
            }
        case .cancel: try await sweepCancelled()
        }
    }

    private func attempt(_ duty: Duty) async {
        do {
            guard let moved = try await perform(duty), moved > 0 else { return }
            logger.debug("duty done", metadata: ["duty": "\(duty)", "moved": "\(moved)"])
        } catch {
            if Task.isCancelled { return }
            logger.warning("a duty failed", metadata: ["duty": "\(duty)", "error": "\(error)"])
        }
    }
}

extension Upkeep {
    /// The turn is part of the rescue's own statement: its gaps say when to wait.
    private func rescue() async throws -> Int? {
        let sql = QueueSQL.rescue(
            ttl: settings.ttl, every: settings.sweepEvery, gap: settings.sweepGap,
            maxCrashes: settings.maxCrashes, limit: settings.sweepLimit)
        guard let row = try await pool.query(sql).first,
            try row.decode(Bool?.self, named: "armed") != nil
        else { return nil }
        let moved = Int(try row.decode(Int64.self, named: "moved"))
        metrics.swept(moved: moved, beganGrace: try row.decode(Bool?.self, named: "began") ?? false)
        return moved
    }

    /// The turn and the duty in one transaction.
    private func inTurn(_ duty: Duty, _ statements: [SQL]) async throws -> Int? {
        try await pool.changing { connection in
            let turn = try await connection.query(QueueSQL.turn(duty, every: duty.every))
            guard !turn.isEmpty else { return nil }
            var moved = 0
            for sql in statements {
                for row in try await connection.query(sql) {
                    moved += Int(try row.decode(Int64.self, named: "moved"))
                }
            }
            return moved
        }
    }

    /// The turn first, then a transaction for each round, so that one round's trouble
    /// is not every round's.
    private func eachRound(
        _ duty: Duty, _ list: SQL, _ body: (RoundID, Int) async throws -> Int
    ) async throws -> Int? {
        guard try await inTurn(duty, []) != nil else { return nil }
        var moved = 0
        for row in try await pool.query(list) {
            let round = RoundID(
                job: try row.decode(Int32.self, named: "job"),
                number: try row.decode(Int16.self, named: "round"))
            do {
                moved += try await body(round, Int(try row.decode(Int16.self, named: "slots")))
            } catch {
                if Task.isCancelled { throw error }
                logger.warning(
                    "a duty failed", metadata: ["duty": "\(duty)", "round": "\(round)", "error": "\(error)"])
            }
        }
        return moved
    }

    /// Seeds every round that is due, then tells generators that may stand idle.
    private func seedAll() async throws -> Int? {
        var wasShallow = false
        let made = try await eachRound(.seed, QueueSQL.seedable) { round, slots in
            let (made, ready, capacity) = try await seed(round, slots: slots)
            wasShallow = wasShallow || (made > 0 && ready < capacity)
            return made
        }
        // A hint that fails is no loss: generators ask by themselves (QUEUE R43).
        if wasShallow, settings.hints { _ = try? await pool.query(QueueSQL.hint([.generate])) }
        return made
    }

    /// Fills a round's queue up to four times what the generators hold (QUEUE R29).
    private func seed(
        _ round: RoundID, slots: Int
    ) async throws -> (made: Int, ready: Int, capacity: Int) {
        let capacity = try await generatorCapacity()
        let pace = SeedingPace(chunk: settings.seedChunk)
        let ready = try await depth(of: round.job, limit: pace.target(capacity: capacity))
        let samples = pace.samples(ready: ready, capacity: capacity, slots: slots)
        guard samples > 0 else { return (0, ready, capacity) }
        return (try await rounds.seed(round, samples: samples)?.made ?? 0, ready, capacity)
    }

    private func generatorCapacity() async throws -> Int {
        for row in try await pool.query(QueueSQL.capacities(ttl: settings.ttl))
        where try row.decode(Int16.self, named: "stage") == Stage.generate.rawValue {
            return Int(try row.decode(Int64.self, named: "capacity"))
        }
        return 0
    }

    private func depth(of job: Int32, limit: Int) async throws -> Int {
        let start = ContinuousClock.now
        var marks = seedMarks[job] ?? Watermarks()
        let isRescan = marks.rescanIsDue(at: start)
        let mark = isRescan ? 0 : marks.mark(job, at: start)
        let sql = QueueSQL.depth(stages: [.generate], jobs: [job], marks: [mark], limit: limit)
        guard let row = try await pool.queryByIndex(sql).first else { return 0 }
        if isRescan { marks.rescanned(taking: .now - start, at: .now) }
        if let lowest = try row.decode(Int64?.self, named: "lowest") {
            marks.claimed(job, lowest: lowest - 1, at: start)
        }
        seedMarks[job] = marks
        return Int(try row.decode(Int64.self, named: "depth"))
    }

    /// Buries live tasks of cancelled jobs until nothing of them is left (QUEUE R35).
    private func sweepCancelled() async throws -> Int? {
        guard try await inTurn(.cancel, []) != nil else { return nil }
        var moved = 0
        for row in try await pool.query(QueueSQL.unswept) {
            let job = try row.decode(Int32.self, named: "job")
            let sweep = QueueSQL.sweepCancelled(job, limit: settings.sweepLimit)
            let buried = try await pool.query(sweep).first.map { try $0.decode(Int64.self, named: "moved") }
            moved += Int(buried ?? 0)
            if buried == 0 { _ = try await pool.query(QueueSQL.markSwept(job)) }
        }
        return moved
    }
}
