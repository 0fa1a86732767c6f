import Contracts
import Digests
import Domain
import Foundation
import Testing

@testable import pairmill

@Suite struct AblationTallyTests {
    @Test(arguments: [
        ("Three red cups.", "three red cups", 1.0), ("three", "three red cups", 0.5), ("blue", "red", 0),
        ("red red red", "red", 0.5), ("red cup", "red red cup", 0.8), ("", "red", 0), ("", "", 1),
        ("cups three red", "three red cups", 1),
    ])
    func `F1 is twice the shared words over the words of both`(text: String, reference: String, f1: Double) {
        #expect(abs(WordF1.similarity(of: text, to: reference) - f1) < 1e-12)
    }

    @Test func `verdicts of all rounds count, texts of the third are compared`() throws {
        var tally = TraceTally()
        tally.add(try trace)
        let figures = tally.figures

        #expect(figures[.passRate] == 3.0 / 5)
        #expect(figures[.responseSimilarity] == 0.25)
        #expect(figures[.winnerSimilarity] == 1)
    }

    @Test func `without a third round nothing is compared`() {
        #expect(TraceTally().figures == [:])
    }

    @Test func `pairs that are excluded count in nothing`() {
        var tally = PairTally()
        let (first, second, third) = (SampleID.make(), SampleID.make(), SampleID.make())
        tally.add(pair(of: first))
        tally.add(pair(of: first))
        tally.add(pair(of: second))
        tally.add(pair(of: third, excluded: .identical))
        tally.add(pair(of: third, .feedback))

        #expect(tally.figures == [.pairs: 3, .samplesWithPairs: 2])
    }

    @Test func `only the preset's own rounds say what is hard and what training did`() {
        let status = status(rounds: [
            round(1, hard: 9), round(2, hard: 4, [training(.generator, 0.5, 2), training(.reviser, 0, 9)]),
            round(3, hard: 8, [training(.generator, 1, 8)]),
        ])

        #expect(status.ownFigures(of: .rounds1And2) == [.hardLeft: 4, .marginGain: 1.5])
        #expect(status.ownFigures(of: .round1) == [.hardLeft: 9])
        #expect(status.finalGenerator == "gen-8.0")
    }

    @Test func `an adapter that its gate refused is left out, a failed training ends the job`() {
        var waiting = round(2, hard: 0, [training(.generator, 0, 1), training(.reviser, 0, 1)])
        waiting.state = .awaitingAdapters
        #expect(Hindrance(status(rounds: [round(1, hard: 1), waiting, planned])) == nil)

        waiting.training[1].adapter?.state = .inert
        #expect(
            Hindrance(status(rounds: [round(1, hard: 1), waiting, planned])) == .inert(round: 2, .reviser))

        waiting.training[0].state = .failed
        waiting.training[0].reason = "no_learning"
        #expect(
            Hindrance(status(rounds: [round(1, hard: 1), waiting, planned]))
                == .stuck(reason: "round 2, generator: no_learning"))
    }

    @Test func `the last round can do without its reviser, not without its generator`() {
        var last = round(2, hard: 0, [training(.generator, 0, 1), training(.reviser, 0, 1)])
        last.state = .inert
        last.training[1].adapter?.state = .inert
        #expect(Hindrance(status(rounds: [round(1, hard: 1), last])) == .inert(round: 2, .reviser))

        last.training[0].adapter?.state = .inert
        last.training[0].adapter?.reason = "it changes nothing"
        let status = status(rounds: [round(1, hard: 1), last])
        #expect(Hindrance(status) == .stuck(reason: "round 2, generator: it changes nothing"))
        #expect(status.finalGenerator == nil)
    }

    @Test func `what was left out of the preset's own rounds is told`() {
        var second = round(2, hard: 0, [training(.reviser, 0, 1)])
        second.training[0].state = .skipped
        var last = second
        last.round = 3

        #expect(
            status(rounds: [round(1, hard: 1), second, last]).leftOut(of: .rounds1And2) == [
                "round 2, reviser"
            ])
    }
}

extension AblationTallyTests {
    /// Two rounds; in the third one response of two is like the reference by half, a revision wholly.
    private var trace: SampleTrace {
        get throws {
            let json = """
                {"sample_id": "smp_1", "reference": "three red cups", "rounds": [
                  {"round": 1, "responses": [
                    {"body": "two", "verdict": {"v": 0}, "revisions": [
                      {"body": "three red cups", "verdict": {"v": 1}}]}]},
                  {"round": 3, "responses": [
                    {"body": "three", "verdict": {"v": 0}, "revisions": [
                      {"body": "Three red cups.", "verdict": {"v": 1}},
                      {"body": "red cups, three", "verdict": {"v": 1}}]},
                    {"body": "none", "verdict": null, "revisions": []}]}]}
                """
            return try JSONDecoder().decode(SampleTrace.self, from: Data(json.utf8))
        }
    }

    private func pair(
        of sample: SampleID, _ kind: PairRow.Kind = .response, excluded: PairExclusion? = nil
    ) -> PairRow {
        PairRow(
            kind: kind, provisional: false, round: 1, sample: sample, name: "a",
            imageSHA256: SHA256Digest(of: []), instruction: Instruction(rawValue: "i"),
            reference: Reference(rawValue: "r"), chosen: side, rejected: side, excluded: excluded)
    }

    private var side: PairSide {
        PairSide(text: "t", source: .normal, task: "", slot: 0, words: 1, finishReason: .stop, model: "m")
    }

    private func training(_ role: Role, _ before: Double, _ after: Double) -> TrainingStatus {
        var progress = TrainingProgress()
        (progress.marginBefore, progress.marginAfter) = (before, after)
        return TrainingStatus(
            role: role, state: .succeeded, attempt: 1, pairs: 20, progress: progress, reason: nil,
            adapter: AdapterStatus(
                name: "gen-\(after)", state: .proven, reason: nil, canary: [:], backends: []))
    }

    private func round(_ number: Int, hard: Int64, _ training: [TrainingStatus] = []) -> RoundStatus {
        RoundStatus(
            round: number, state: .closed, from: .all, train: false, reference: .none, stages: StageTable(),
            yield: RoundYield(hard: hard), provisional: false, training: training)
    }

    private var planned: RoundStatus {
        var planned = round(3, hard: 0)
        planned.state = .planned
        return planned
    }

    private func status(rounds: [RoundStatus]) -> JobStatus {
        JobStatus(
            id: .make(), name: "", preset: .ipa, state: .running, seed: Seed(rawValue: 1),
            createdAt: Timestamp(microseconds: 0), samples: 20, rounds: rounds, stages: StageTable(),
            specification: .null, specificationSHA256: SHA256Digest(of: []))
    }
}
