import Contracts
import Digests
import Domain
import Testing

@testable import pairmill

@Suite struct ProgressViewTests {
    @Test func `a running job shows its round and one line for each stage`() {
        var status = status(.running)
        status.rounds = [round(1, .closed), round(2, .open), round(3, .planned)]
        status.stages.generate = StageCounts(ready: 7, leased: 64, deferred: 2, dead: 1, done: 1200)

        let lines = ProgressView(status: status).lines

        #expect(lines[0] == "\(status.id) \"demo\"  running  300 samples")
        #expect(lines[1] == "round 2 of 3 open")
        #expect(lines[2] == "  generate ready 9       leased 64    done 1200    dead 1")
        #expect(lines[3].hasPrefix("  revise") && lines[4].hasPrefix("  verify"))
        #expect(lines.count == 6)
    }

    @Test func `warnings come last, and what blocks the job with its remedy`() {
        var status = status(.running)
        status.warnings = ["round 2 runs without training"]
        status.blocked = Blocked(stage: "verify", reason: "no backend", remedy: "register one")

        #expect(
            ProgressView(status: status).lines.suffix(3) == [
                "warning: round 2 runs without training",
                "blocked at verify: no backend",
                "  to go on: register one",
            ])
    }

    @Test func `a round that waits says why`() {
        var status = status(.running)
        status.rounds = [round(1, .inert)]
        status.rounds[0].reason = "the adapter changes nothing"

        #expect(ProgressView(status: status).roundLine == "round 1 of 1 inert: the adapter changes nothing")
    }

    @Test func `a stage shows its pace and what is left of it`() {
        var status = status(.running)
        status.stages.generate = StageCounts(
            ready: 7, leased: 64, done: 1200, tasksPerMinute: 1260, etaSeconds: 200)
        status.stages.revise = StageCounts(ready: 1, done: 3, tasksPerMinute: 11.2)
        status.stages.verify = StageCounts(done: 3, tasksPerMinute: 0, etaSeconds: 0)

        #expect(
            ProgressView(status: status).stageLines == [
                "  generate ready 7       leased 64    done 1200    dead 0    21/s       about 3 min 20 s left",
                "  revise   ready 1       leased 0     done 3       dead 0    12/min",
                "  verify   ready 0       leased 0     done 3       dead 0",
            ])
        status.state = .paused
        #expect(ProgressView(status: status).stageLines[0].hasSuffix("dead 0"))
    }

    @Test func `what is left is said in people's words while the job runs`() {
        var status = status(.running)
        status.rounds = [round(1, .open), round(2, .planned)]
        status.rounds[0].etaSeconds = 80
        status.etaSeconds = 200
        var view = ProgressView(status: status)
        #expect(view.roundLine == "round 1 of 2 open  about 1 min 20 s left")
        #expect(view.pairLine.hasSuffix("job about 3 min 20 s left"))

        status.rounds[0].etaSeconds = 7
        #expect(ProgressView(status: status).roundLine == "round 1 of 2 open  about 7 s left")
        status.rounds[0].etaSeconds = 80
        status.etaSeconds = 80
        #expect(!ProgressView(status: status).pairLine.contains("left"))
        status.state = .done
        view = ProgressView(status: status)
        #expect(!view.lines.contains { $0.contains("left") })
    }

    private func status(_ state: JobState) -> JobStatus {
        JobStatus(
            id: .make(), name: "demo", preset: .ipa, state: state, seed: Seed(rawValue: 1),
            createdAt: Timestamp(microseconds: 0), samples: 300, rounds: [], stages: StageTable(),
            specification: .null, specificationSHA256: SHA256Digest(of: []))
    }

    private func round(_ number: Int, _ state: RoundState) -> RoundStatus {
        RoundStatus(
            round: number, state: state, from: .all, train: false, reference: .none, stages: StageTable(),
            yield: RoundYield(), provisional: false)
    }
}
