import Domain
import Postgres
import TestSupport
import Testing

@testable import TaskQueue

/// Workers that do anything at any time over connections of their own, while
/// another one looks at the books (QUEUE §13.1, §13.6).
@Suite(.timeLimit(.minutes(2)), .enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct ConservationTests {
    private static let seed = UInt64.random(in: 0 ... .max)
    private static let steps = 60

    @Test func `whatever happens in whatever order, nothing is lost and a round closes once`() async throws {
        let seed = Self.seed
        print("ConservationTests seed \(seed)")
        try await TestQueue.with { queue in
            try await queue.arm()
            // Few samples: such a round is often nearly empty, where closing is hard.
            for samples in 1...6 {
                try await check(queue, samples: samples, seed: seed &+ UInt64(samples * 100))
            }
        }
    }

    private func check(_ queue: TestQueue, samples: Int, seed: UInt64) async throws {
        let round = try await queue.round(samples: samples, feedbacks: 1)
        let closes = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<4 {
                group.addTask {
                    var chaos = Chaos(queue: queue, round: round, seed: seed &+ UInt64(number))
                    for _ in 0..<Self.steps { try await chaos.step() }
                    return chaos.closes
                }
            }
            group.addTask {
                for _ in 0..<Self.steps * 2 {
                    let wrong = try await queue.violations(round)
                    #expect(wrong.isEmpty, "seed \(seed)")
                    if !wrong.isEmpty { break }
                }
                return 0
            }
            return try await group.reduce(0, +)
        }
        var last = Chaos(queue: queue, round: round, seed: seed)
        try await last.finish()
        #expect(closes + last.closes == 1, "seed \(seed)")
        #expect(try await queue.state(round) == .closing)
        #expect(try await queue.violations(round).isEmpty, "seed \(seed)")
    }

    @Test func `a job cancelled in the middle of it all keeps its books too`() async throws {
        let seed = Self.seed &+ 1000
        try await TestQueue.with { queue in
            let round = try await queue.round(samples: 12, slots: 2, feedbacks: 1)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<3 {
                    group.addTask {
                        var chaos = Chaos(queue: queue, round: round, seed: seed &+ UInt64(number))
                        for step in 0..<60 {
                            if number == 0, step == 30 { _ = try await queue.rounds.cancel(job: round.job) }
                            try await chaos.step()
                        }
                    }
                }
                try await group.waitForAll()
            }
            while try await queue.number(QueueSQL.sweepCancelled(round.job, limit: 7)) > 0 {}
            let places = try await queue.places(round.job)
            #expect(Set(places.keys).isSubset(of: ["result", "dead"]), "seed \(seed)")
            #expect(try await queue.violations(round).isEmpty, "seed \(seed)")
        }
    }
}
