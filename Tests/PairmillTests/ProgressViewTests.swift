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
            ProgressView(status: status).lines.suffix(2) == [
                "warning: round 2 runs without training",
                "blocked at verify: no backend; register one",
            ])
    }

    @Test func `a round that waits says why`() {
        var status = status(.running)
        status.rounds = [round(1, .inert)]
        status.rounds[0].reason = "the adapter changes nothing"

        #expect(ProgressView(status: status).roundLine == "round 1 of 1 inert: the adapter changes nothing")
    }

    @Test func `the rate is what was done in the last seconds`() {
        var rates = StageRates()
        for second in 0...20 {
            let done = Int64(second <= 10 ? second * 100 : 1000 + (second - 10) * 10)
            rates.observe(StageTable(generate: StageCounts(done: done)), at: .seconds(second))
        }

        #expect(rates[.generate] == 10)
        #expect(rates[.verify] == 0)
        #expect(StageRates()[.generate] == nil)
    }

    @Test func `what is left is said in people's words while the job runs`() {
        var status = status(.running)
        status.etaSeconds = 200
        #expect(ProgressView(status: status).pairLine.hasSuffix("about 3 min 20 s left"))

        status.state = .done
        #expect(!ProgressView(status: status).pairLine.contains("left"))
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
