import Contracts
import Digests
import Domain
import Foundation
import Images

@testable import scene_model

extension RoundSimulation.Chain {
    mutating func add(_ text: String, of task: TaskID, _ source: ResponseSource, _ passes: Bool) {
        candidates.append(
            PairCandidate(task: task, source: source, text: text, finishReason: .stop, passes: passes))
    }

    mutating func add(_ feedback: String, of task: TaskID, sawReference: Bool, _ passes: Bool) {
        feedbacks.append(
            FeedbackCandidate(
                task: task, text: feedback, finishReason: .stop,
                promptHash: SHA256Digest(of: "feedback".utf8),
                sawReference: sawReference, revisionPasses: passes))
    }
}

/// A row a job trains on, and the sample it is about.
struct SimulatedRow {
    let sample: SceneSample
    let row: TrainingRow

    init(_ sample: SceneSample, seen percept: Percept, prompt: String, chosen: String, rejected: String) {
        self.sample = sample
        row = TrainingRow(percept: percept, prompt: prompt, chosen: chosen, rejected: rejected)
    }

    /// The row as a line of a training file (BACKENDS §8).
    func line() throws -> String {
        let image = Foundation.Data(try sample.scene.drawn().png(compression: 1)).base64EncodedString()
        func message(_ text: String) -> JSONValue { [["role": "assistant", "content": .string(text)]] }
        let url: JSONValue = ["url": .string("data:image/png;base64,\(image)")]
        let row: JSONValue = [
            "input": [
                "messages": [
                    [
                        "role": "user",
                        "content": [
                            ["type": "image_url", "image_url": url],
                            ["type": "text", "text": .string(row.prompt)],
                        ],
                    ]
                ]
            ], "preferred_output": message(row.chosen), "non_preferred_output": message(row.rejected),
            "pair_id": "pair_1",
        ]
        return row.json
    }
}

/// The rows a job trains its two roles on.
struct SimulatedRows {
    var generator: [SimulatedRow] = []
    var reviser: [SimulatedRow] = []

    /// Pairs by the rules of a default job, the length balance of the round included.
    init(_ chains: [RoundSimulation.Chain]) {
        let rules = PairingRules()
        let selection = PairSelection(rules, seeds: SeedDerivation(job: Seed(rawValue: 7)))
        let pairs = chains.map { selection.pairs(among: $0.candidates).filter { $0.excluded == nil } }
        var balance = LengthBalance(rules.filters.lengthBalance)
        for pair in pairs.joined() { balance.count(pair.lengths) }
        var cut = balance.cut()
        for (chain, pairs) in zip(chains, pairs) {
            let prompt = TestPrompts.generation(chain.sample.instruction)
            for pair in pairs where !cut.strikes(pair.lengths) {
                generator.append(
                    SimulatedRow(
                        chain.sample, seen: chain.clean, prompt: prompt, chosen: pair.chosen.text,
                        rejected: pair.rejected.text))
            }
            reviser += Self.feedbackRows(chain, selection)
        }
    }

    private static func feedbackRows(
        _ chain: RoundSimulation.Chain, _ selection: PairSelection
    ) -> [SimulatedRow] {
        selection.feedbackPairs(among: chain.feedbacks).filter { $0.excluded == nil }.compactMap { pair in
            chain.candidates.first { $0.task == pair.response }.map { response in
                SimulatedRow(
                    chain.sample, seen: chain.clean,
                    prompt: TestPrompts.feedback(chain.sample.instruction, response.text),
                    chosen: pair.chosen.text, rejected: pair.rejected.text)
            }
        }
    }
}

extension [SimulatedRow] {
    var rows: [TrainingRow] { map(\.row) }

    /// A training file of the rows.
    func file() throws -> [UInt8] {
        let lines = try map { row in try row.line() }
        return [UInt8](lines.map { $0 + "\n" }.joined().utf8)
    }
}

extension PreferencePair {
    fileprivate var lengths: LengthBalance.Lengths { .init(chosen: chosenWords, rejected: rejectedWords) }
}

/// What came of training one voice on rows.
struct Learned {
    let weights: Weights
    let report: MarginReport
    /// The share of rows that could be scored.
    let scored: Double

    init(
        _ rows: [TrainingRow], as voice: Voice, from start: Weights = .untrained,
        by parameters: Hyperparameters = Hyperparameters(), seed: UInt64 = 42
    ) {
        let pairs = rows.compactMap { $0.pair(for: voice, reference: start) }
        var training = DPOTraining(pairs, from: start, by: parameters, seed: seed)
        while training.step < training.totalSteps { _ = training.takeStep() }
        weights = training.weights
        report = MarginReport(pairs, before: start, after: weights)
        scored = Double(pairs.count) / Double(max(rows.count, 1))
    }

    /// What was learned, for another start.
    var deltas: [Int: Double] {
        Dictionary(
            uniqueKeysWithValues: zip(weights.values, Weights.untrained.values).map { $0 - $1 }
                .enumerated().map { ($0, $1) })
    }
}
