import Testing

@testable import scene_model

/// The exact gradient of the exact objective, held against finite differences.
@Suite struct DPOGradientTests {
    /// Pairs of texts that are drawn, for both voices and every family of questions.
    private static func pairs(_ voice: Voice, reference: Weights) -> [DPOPair] {
        let model = SceneModel()
        return RoundSimulation.samples(24, seed: 8).enumerated().flatMap { index, sample in
            let percept = Percept(seeing: sample.scene.drawn())
            func say(_ prompt: String, _ seed: Int) -> String {
                model.reply(
                    to: Prompt(prompt), seeing: percept, temperature: 1.5, seed: UInt64(index * 10 + seed)
                ).text
            }
            let response = say(TestPrompts.generation(sample.instruction), 0)
            let prompt =
                voice == .generator
                ? TestPrompts.generation(sample.instruction)
                : TestPrompts.feedback(sample.instruction, response)
            return (1...2).compactMap { draw in
                TrainingRow(
                    percept: percept, prompt: prompt, chosen: say(prompt, draw),
                    rejected: say(prompt, draw + 2)
                ).pair(for: voice, reference: reference)
            }
        }
    }

    private static func shaken(_ random: inout SeededGenerator) -> Weights {
        Weights.untrained.moved(
            by: Dictionary(
                uniqueKeysWithValues: (0..<Weights.count).map { ($0, 3 * (random.unit() - random.unit())) }))
    }

    private static func loss(_ pairs: [DPOPair], _ weights: Weights, _ beta: Double) -> Double {
        pairs.reduce(0) { $0 + $1.figures(under: weights, beta: beta).loss }
    }

    @Test(arguments: Voice.allCases) func `it is the slope of the loss`(voice: Voice) {
        let pairs = Self.pairs(voice, reference: .untrained)
        #expect(pairs.count > 40)
        let families = Set(RoundSimulation.samples(24, seed: 8).map(\.question.family))
        #expect(families.count == RoundTests.families.count)
        var random = SeededGenerator(seed: 19)
        var steep = 0
        for beta in [0.1, 0.1, 0.5, 2] {
            let weights = Self.shaken(&random)
            var gradient = Gradient()
            for pair in pairs { pair.addGradient(under: weights, beta: beta, to: &gradient) }
            for place in 0..<Weights.count {
                let width = 1e-5
                let slope =
                    (Self.loss(pairs, weights.moved(by: [place: width]), beta)
                        - Self.loss(pairs, weights.moved(by: [place: -width]), beta)) / (2 * width)
                let exact = gradient.values[place]
                #expect(abs(exact - slope) < 1e-5 * max(1, abs(slope)), "seed 19: \(Weights.names[place])")
                steep += abs(slope) > 1e-3 ? 1 : 0
            }
        }
        #expect(steep > 40, "most features of a voice must have a say")
    }

    @Test(arguments: Voice.allCases) func `a kept text has the probability of its script`(voice: Voice) throws
    {
        var random = SeededGenerator(seed: 23)
        for (index, sample) in RoundSimulation.samples(30, seed: 9).enumerated() {
            let percept = Percept(seeing: sample.scene.drawn())
            let prompt =
                voice == .generator
                ? TestPrompts.generation(sample.instruction)
                : TestPrompts.feedback(sample.instruction, "Two red circles.")
            let script = try #require(SceneModel().script(for: Prompt(prompt), seeing: percept))
            let weights = Self.shaken(&random)
            let text = weights.draw(from: script, temperature: 1, &random).text
            let kept = try #require(ScoredText(text, in: script)).logProbability(under: weights)
            let exact = try #require(weights.logProbability(of: text, in: script))
            #expect(abs(kept - exact) < 1e-9, "sample \(index): \(text)")
        }
    }
}
