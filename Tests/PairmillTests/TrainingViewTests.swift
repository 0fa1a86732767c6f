import Contracts
import Domain
import Testing

@testable import pairmill

@Suite struct TrainingViewTests {
    private var running: TrainingStatus {
        var progress = TrainingProgress()
        progress.step = 12
        progress.totalSteps = 30
        progress.loss = 0.614
        progress.margin = 0.18
        progress.etaSeconds = 40
        return TrainingStatus(
            role: .generator, state: .running, attempt: 1, pairs: 488, progress: progress, reason: nil,
            adapter: nil)
    }

    @Test func `a training that runs shows how far it is`() {
        #expect(
            TrainingView(training: running).progress
                == "generator running  step 12 of 30  loss 0.61  margin 0.18  about 40 s left")
    }

    @Test func `what a training waits for is said`() {
        var waiting = running
        waiting.state = .waiting
        waiting.progress = TrainingProgress()
        waiting.reason = "the trainer can't be reached"
        #expect(TrainingView(training: waiting).progress == "generator waiting  the trainer can't be reached")
    }

    @Test func `a finished training shows its margins and its canary`() {
        var done = running
        done.state = .succeeded
        done.progress.marginBefore = -0.2
        done.progress.marginAfter = 1.93
        done.adapter = AdapterStatus(
            name: "gen-0", state: .proven, reason: nil,
            canary: [
                "bck_1": GateFigures(
                    prompts: 8, differing: 7, noise: 0, median: 0.314, degenerate: 0)
            ], backends: [])
        #expect(
            TrainingView(training: done).summary
                == "generator on 488 pairs; margin -0.2 before, 1.93 after; "
                + "canary proven: 7 of 8 answers differ, median 0.31 nats; gen-0")
    }

    @Test func `a role that stayed as it is says so`() {
        var skipped = running
        skipped.state = .skipped
        skipped.reason = "left as it is"
        #expect(TrainingView(training: skipped).summary == "generator skipped: left as it is")
    }

    @Test func `the rounds tell what was trained and what was recovered`() {
        var round = RoundStatus(
            round: 2, state: .closed, from: .hard, train: true, reference: .none, stages: StageTable(),
            yield: RoundYield(samples: 41, withPairs: 30, hard: 9, incomplete: 2), provisional: false)
        round.training = [running]
        let lines = RoundsView(rounds: [round]).lines
        #expect(lines.contains("round 2 trained the generator running"))
        #expect(lines.last == "round 2 recovered 30 of 41 hard samples")
    }
}
