import Domain
import Records
import Testing

@testable import Orchestrator

@Suite struct ForecastTests {
    /// One round of 2 slots and 2 feedbacks.
    private static var specification: JobSpecification {
        var specification = Preset.rounds1And2.specification
        specification.rounds = [.construction]
        specification.sampling.normal = 2
        specification.sampling.contrastive = 0
        return specification
    }

    private static let pace: [Stage: StagePace] = [
        .generate: StagePace(perMinute: 60, isMoving: true),
        .revise: StagePace(perMinute: 30, isMoving: true),
        .verify: StagePace(perMinute: 120, isMoving: true),
    ]

    private func remaining(
        _ counts: [StageCount], _ change: (inout JobSpecification) -> Void = { _ in }
    ) -> RemainingWork? {
        var specification = Self.specification
        change(&specification)
        return RemainingWork(round: 1, of: specification, samples: 100, counts: counts)
    }

    @Test func `a round that has not begun has all its tasks before it`() throws {
        let work = try #require(remaining([]))
        #expect(Stage.allCases.map { work[$0] } == [200, 400, 600])
    }

    @Test func `dead tasks make no successors`() throws {
        let work = try #require(
            remaining([
                StageCount(round: 1, stage: .generate, dead: 10, done: 40),
                StageCount(round: 1, stage: .revise, dead: 5, done: 15),
                StageCount(round: 1, stage: .verify, ready: 3, done: 50),
            ]))
        #expect(Stage.allCases.map { work[$0] } == [150, 360, 190 + 375 - 50])
    }

    @Test func `where failed responses are revised the share so far stands for the rest`() throws {
        let counts = [
            StageCount(round: 1, stage: .generate, done: 60),
            StageCount(round: 1, stage: .revise, ready: 4, done: 36),
            StageCount(round: 1, stage: .verify, ready: 20, done: 60, unjudged: 20),
        ]
        let work = try #require(remaining(counts) { $0.revision.which = .failed })
        // 40 judged made 40 revises, so 160 more will make 160.
        #expect(Stage.allCases.map { work[$0] } == [140, 164, 200 + 200 - 60])
    }

    @Test func `nothing is said before enough responses are judged`() {
        let counts = [
            StageCount(round: 1, stage: .generate, done: 60),
            StageCount(round: 1, stage: .verify, ready: 41, done: 19, unjudged: 41),
        ]
        #expect(remaining(counts) { $0.revision.which = .failed } == nil)
        #expect(remaining(counts) != nil)
    }

    @Test func `the slowest stage decides, and one that stands still leaves it open`() throws {
        let work = try #require(remaining([]))
        #expect(Forecast(pace: Self.pace).seconds(for: work) == 800)
        #expect(Forecast(pace: Self.pace).seconds(.generate, for: 10) == 10)
        var pace = Self.pace
        pace[.verify] = nil
        #expect(Forecast(pace: pace).seconds(for: work) == nil)
        #expect(Forecast(pace: [:]).seconds(.verify, for: 0) == 0)
    }

    @Test func `a job's end is known once the hard samples of its last round are`() {
        var specification = Self.specification
        specification.rounds = [.construction, RoundPlan(from: .hard)]
        let forecast = Forecast(pace: Self.pace)
        func seconds(_ first: RoundState, hard: Int?) -> Double? {
            forecast.seconds(
                for: [
                    .init(number: 1, state: first, counts: [], samples: 100),
                    .init(number: 2, state: .planned, counts: [], samples: hard),
                ], specification)
        }
        #expect(seconds(.open, hard: nil) == nil)
        #expect(seconds(.closed, hard: 10) == 80)
    }

    @Test func `a round that waits for a training has no end in sight`() {
        var specification = Self.specification
        specification.rounds = [RoundPlan(from: .all, train: true)]
        specification.training.mode = .manual
        let forecast = Forecast(pace: Self.pace)
        for state in [RoundState.planned, .training, .awaitingAdapters, .inert] {
            let round = Forecast.Round(number: 1, state: state, counts: [], samples: 3)
            #expect(forecast.work(of: round, specification) == nil)
        }
    }
}
