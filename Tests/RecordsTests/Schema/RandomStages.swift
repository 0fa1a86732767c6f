import Domain
import Postgres
import Records

@testable import TaskQueue

/// A worker of all stages that does one random thing after the other.
struct RandomStages {
    private let mill: TestMill
    private let which: RevisionPlan.Which
    private let worker = WorkerID.random()
    private var random: SeededRandom
    /// What it claimed once, whether or not it still holds it.
    private var known: [(task: TaskID, token: LeaseToken)] = []

    init(_ mill: TestMill, _ which: RevisionPlan.Which, seed: UInt64) {
        self.mill = mill
        self.which = which
        random = SeededRandom(seed)
    }

    mutating func step() async throws {
        switch Int.random(in: 0..<14, using: &random) {
        case 0: _ = try await rounds.seed(mill.round(), samples: .random(in: 1...2, using: &random))
        case 1...4: try await claim(.random(in: 1...5, using: &random), lasting: lasting())
        case 5...9: try await end(some())
        case 10: try await fail(some())
        case 11: try await promote()
        case 12: try await rescue()
        default: _ = try await rounds.redrive(mill.round())
        }
    }

    /// Ends all work that is left, the dead tasks too.
    mutating func finish() async throws {
        while try await rounds.seed(mill.round(), samples: 100) != nil {}
        try await mill.pool.query("update pairmill.lease set deadline = now() - interval '1 s'")
        var passes = 0
        var isEmpty = false
        repeat {
            try await rescue()
            try await promote()
            _ = try await rounds.redrive(mill.round())
            known = []
            try await claim(100, lasting: .seconds(60))
            try await end(known)
            passes += 1
            isEmpty = try await mill.tasks(in: "queue_place").isEmpty
        } while !isEmpty && passes < 100
    }

    /// Makes the next sweep follow a recent one, so that no grace begins (QUEUE R26).
    func arm() async throws {
        try await mill.pool.query(
            """
            update pairmill.duty set ran_at = clock_timestamp(), grace_until = '-infinity'
            where name = 'rescue'
            """)
    }

    private var rounds: Rounds { Rounds(mill.pool) }

    private mutating func lasting() -> Duration {
        Int.random(in: 0..<4, using: &random) == 0 ? .zero : .seconds(60)
    }

    private mutating func claim(_ count: Int, lasting: Duration) async throws {
        try await mill.pool.query(
            QueueSQL.beat(worker, stage: .generate, name: "test", Beat(capacity: 8, wanted: 8)))
        for stage in Stage.allCases.shuffled(using: &random) {
            let token = LeaseToken.random()
            let sql = QueueSQL.claim(
                worker, token: token, stage: stage, quotas: [.init(job: mill.number, count: count)],
                marks: [0], lasting: lasting)
            for row in try await mill.pool.query(sql) {
                known.append((TaskID(rawValue: try row.decode(Int64.self, named: "task_id")), token))
            }
        }
    }

    /// Some of what it ever claimed; mostly what it claimed last.
    private mutating func some() -> [(task: TaskID, token: LeaseToken)] {
        let isOld = Int.random(in: 0..<3, using: &random) == 0
        return Array((isOld ? known.shuffled(using: &random) : known.reversed()).prefix(4))
    }

    /// One statement for each claim and stage, as stages send them; results of lost leases too.
    private func end(_ claims: [(task: TaskID, token: LeaseToken)]) async throws {
        for (token, claims) in Dictionary(grouping: claims, by: \.token) {
            let tasks = Set(claims.map(\.task))
            func results<Result>(_ stage: Stage, _ make: (TaskID) -> Result) -> [TaskID: Result] {
                let mine = tasks.filter { $0.stage == stage }
                return Dictionary(uniqueKeysWithValues: mine.map { ($0, make($0)) })
            }
            _ = try await mill.end(ResponseCompletion(), results(.generate, response), token: token)
            _ = try await mill.end(
                RevisionCompletion(), results(.revise) { mill.revision($0) }, token: token)
            _ = try await mill.end(VerdictCompletion(), results(.verify, verdict), token: token)
        }
    }

    private func response(_ task: TaskID) -> GenerateResult {
        mill.response(task, feedbacks: which == .all ? 2 : 0)
    }

    /// Half of the responses fail, and all revisions.
    private func verdict(_ task: TaskID) -> VerifyResult {
        let passes = task.step == .verifyResponse && task.slot == 0
        let asks = which == .failed && task.step == .verifyResponse && !passes
        return mill.verdict(passes: passes, feedbacks: asks ? 2 : 0)
    }

    private mutating func fail(_ claims: [(task: TaskID, token: LeaseToken)]) async throws {
        let kind = TaskFailure.Kind.allCases.randomElement(using: &random) ?? .retry
        let failure = TaskFailure(kind: kind, reason: "a \(kind)", delay: nil)
        let latest = Dictionary(claims.map { ($0.task, $0.token) }, uniquingKeysWith: { first, _ in first })
        let failed = latest.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { FailedTask(id: $0.key, token: $0.value, failure: failure, delay: .zero) }
        try await mill.pool.query(QueueSQL.fail(worker, failed, maxAttempts: 2))
    }

    private func promote() async throws { try await mill.pool.query(QueueSQL.promote(limit: 1_000)) }

    private func rescue() async throws {
        try await mill.pool.query(
            QueueSQL.rescue(
                ttl: .seconds(30), every: .zero, gap: .seconds(3_600), maxCrashes: 2, limit: 1_000))
    }
}
