import Domain
import Testing

@testable import Orchestrator

/// Random events in any order: whatever comes, the rounds keep to their states.
@Suite struct RoundMachineScheduleTests {
    private static let permitted: [RoundState: Set<RoundState>] = [
        .planned: [.training, .seeding, .cancelled],
        .training: [.awaitingAdapters, .inert, .seeding, .cancelled],
        .awaitingAdapters: [.training, .inert, .seeding, .cancelled],
        .inert: [.training, .awaitingAdapters, .seeding, .cancelled],
        .seeding: [.open, .cancelled], .open: [.closing, .cancelled], .closing: [.closed, .cancelled],
        .closed: [], .cancelled: [],
    ]

    private func specification(_ random: inout SeededRandom) -> JobSpecification {
        var specification = Preset.ipa.specification
        specification.rounds =
            [.construction]
            + (0..<Int.random(in: 0...4, using: &random)).map { _ in
                RoundPlan(from: .hard, train: Bool.random(using: &random))
            }
        specification.training.mode = TrainingPlan.Mode.allCases.randomElement(using: &random) ?? .skip
        specification.training.pairs = Bool.random(using: &random) ? .all : .previous
        specification.training.minPairs = 1
        return specification
    }

    private func event(_ rounds: Int, _ random: inout SeededRandom) -> RoundEvent {
        let round = Int.random(in: 0...(rounds + 1), using: &random)
        let result = RoundResult(
            pairs: Int64.random(in: 0...1, using: &random),
            feedbackPairs: Int64.random(in: 0...1, using: &random),
            hard: Int64.random(in: 0...2, using: &random))
        let events: [RoundEvent] = [
            .start, .pause, .resume, .seeded(round: round), .emptied(round: round),
            .built(round: round, result),
            .trained(round: round), .trainingFailed(round: round, reason: "x"), .proven(round: round),
            .inert(round: round, reason: "y"),
        ]
        return Int.random(in: 0...400, using: &random) == 0
            ? .cancel : events.randomElement(using: &random) ?? .start
    }

    /// Follows what the actions say and checks each step.
    private func follow(_ actions: [RoundAction], from states: inout [RoundState]) -> Bool {
        for case .enter(let round, let state, _) in actions {
            guard Self.permitted[states[round - 1]]?.contains(state) == true else { return false }
            states[round - 1] = state
        }
        return true
    }

    @Test func `no state is skipped, one round runs at a time, and the job comes to its end`() {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededRandom(seed)
        for _ in 0..<200 {
            var machine = RoundMachine(specification(&random))
            var states = machine.rounds.map(\.state)
            var steps = 0
            while machine.job != .done && machine.job != .cancelled && steps < 20_000 {
                steps += 1
                let actions = machine.apply(event(states.count, &random))
                #expect(follow(actions, from: &states), "seed \(seed)")
                #expect(states == machine.rounds.map(\.state), "seed \(seed)")
                let running = states.filter { !$0.isFinal && $0 != .planned }
                #expect(running.count <= 1, "seed \(seed)")
            }
            #expect(machine.job == .done || machine.job == .cancelled, "seed \(seed)")
            #expect(!states.contains { !$0.isFinal }, "seed \(seed)")
            let isWhole = states.allSatisfy { $0 == .closed }
            #expect(machine.job == .cancelled || isWhole, "seed \(seed)")
        }
    }

    @Test func `a driver that does what it is told always finishes`() {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededRandom(seed)
        for _ in 0..<300 {
            var machine = RoundMachine(specification(&random))
            var work = machine.apply(.start)
            for _ in 0..<100 where machine.job == .running {
                // Restarts in between: the work must be found again.
                if Bool.random(using: &random) { work = machine.work }
                guard let event = work.compactMap({ answer($0, &random) }).last else { break }
                work = machine.apply(event)
            }
            #expect(machine.job == .done, "seed \(seed)")
        }
    }

    private func answer(_ action: RoundAction, _ random: inout SeededRandom) -> RoundEvent? {
        switch action {
        case .seed(let round): .seeded(round: round)
        case .probeClose(let round): .emptied(round: round)
        case .build(let round):
            .built(
                round: round,
                RoundResult(
                    pairs: Int64.random(in: 0...1, using: &random), feedbackPairs: 1,
                    hard: Int64.random(in: 0...1, using: &random)))
        case .train(let round, let roles): roles.isEmpty ? nil : .trained(round: round)
        case .awaitAdapters(let round): .proven(round: round)
        case .enter, .enterJob, .sweep, .warn: nil
        }
    }
}
