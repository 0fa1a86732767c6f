import Domain
import Postgres
import TestSupport

@testable import TaskQueue

/// A worker that does one random thing after the other.
struct Chaos {
    let queue: TestQueue
    let round: RoundID
    private(set) var closes = 0
    private var random: SplitMix
    private let worker = WorkerID.random()
    /// What it claimed once, whether or not it still holds it.
    private var known: [ClaimedTask] = []

    init(queue: TestQueue, round: RoundID, seed: UInt64) {
        self.queue = queue
        self.round = round
        random = SplitMix(seed: seed)
    }

    mutating func step() async throws {
        switch Int.random(in: 0..<16, using: &random) {
        case 0: _ = try await queue.rounds.seed(round, samples: .random(in: 1...3, using: &random))
        case 1...4: try await claim()
        case 5...8: _ = try await queue.complete(some(), result(), worker: worker)
        case 9, 10:
            let kind = TaskFailure.Kind.allCases.randomElement(using: &random) ?? .retry
            try await queue.fail(some(), kind, worker: worker, maxAttempts: 2)
        case 11: try await queue.promote()
        case 12: try await queue.rescue(maxCrashes: 2)
        case 13: try await redrive()
        case 14: try await queue.register(worker)
        default: try await close()
        }
    }

    /// Ends all work, then closes.
    mutating func finish() async throws {
        try await queue.register(worker)
        while try await queue.rounds.seed(round, samples: 100) != nil {}
        repeat {
            try await queue.promote()
            try await queue.pool.query("update pairmill.lease set deadline = now() - interval '1 s'")
            try await queue.rescue(maxCrashes: 2)
            for stage in Stage.allCases {
                let tasks = try await queue.claim(100, of: round.job, stage: stage, worker: worker)
                _ = try await queue.complete(tasks, result(), worker: worker)
            }
            try await close()
        } while try await queue.state(round) == .open
    }

    private mutating func claim() async throws {
        let stage = Stage.allCases.randomElement(using: &random) ?? .generate
        let isShort = Int.random(in: 0..<4, using: &random) == 0
        known += try await queue.claim(
            .random(in: 1...4, using: &random), of: round.job, stage: stage, worker: worker,
            lasting: isShort ? .zero : .seconds(60))
    }

    /// Some of what it ever claimed, once each; mostly what it claimed last.
    private mutating func some() -> [ClaimedTask] {
        var latest: [TaskID: ClaimedTask] = [:]
        let isOld = Int.random(in: 0..<4, using: &random) == 0
        let pool = isOld ? known.shuffled(using: &random) : known.reversed()
        for task in pool.prefix(4) where latest[task.id] == nil { latest[task.id] = task }
        return latest.values.sorted { $0.id.rawValue < $1.id.rawValue }
    }

    private mutating func result() -> StubCompletion.Result {
        .init(feedbacks: .random(in: 0...1, using: &random))
    }

    private mutating func close() async throws {
        if try await queue.rounds.closeIfEmpty(round) { closes += 1 }
    }

    /// Refused once the round is closing; nothing else may go wrong.
    private func redrive() async throws {
        do { _ = try await queue.rounds.redrive(round) } catch is RoundError {}
    }
}
