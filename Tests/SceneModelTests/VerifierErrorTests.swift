import Testing

@testable import scene_model

/// The verifier's error both ways, against ground truth (DECISIONS 29).
///
/// A response is truly right if the grammar over the *true* scene can write it by
/// faithful choices alone: this knows neither the verifier's reading nor its eyes.
@Suite struct VerifierErrorTests {
    private static let samples = RoundSimulation.samples(150, seed: 31)

    private static func isRight(_ response: String, about sample: SceneSample) -> Bool {
        let content = sample.scene.content
        let truth = Percept(
            content: content, confidences: content.looks.map { _ in 1 }, wordConfidence: 1)
        let script = GenerationScript(
            instruction: Instruction(question: sample.question, form: sample.form), percept: truth, told: nil
        ).script
        return script.paths(writing: response).contains { path in
            path.allSatisfy { $0.alternative.deed == .faithful }
        }
    }

    @Test func `it seldom passes what is wrong or fails what is right`() {
        let simulation = RoundSimulation()
        var (falsePasses, wrong, falseFails, right) = (0, 0, 0, 0)
        for (index, sample) in Self.samples.enumerated() {
            let percept = Percept(seeing: sample.scene.drawn())
            for seed in 0..<8 {
                let seed = UInt64(index * 100 + seed)
                let response = simulation.say(TestPrompts.generation(sample.instruction), percept, 1, seed)
                let passes = simulation.verify(response, sample, percept)
                let isRight = Self.isRight(response, about: sample)
                right += isRight ? 1 : 0
                wrong += isRight ? 0 : 1
                falsePasses += passes && !isRight ? 1 : 0
                falseFails += !passes && isRight ? 1 : 0
                if passes != isRight && simulation.model.lapses == 0 { print(sample.instruction, response) }
            }
        }
        let falsePass = Double(falsePasses) / Double(wrong)
        let falseFail = Double(falseFails) / Double(right)
        print("verifier, seed 31: false pass \(falsePass) of \(wrong), false fail \(falseFail) of \(right)")
        #expect(falsePass <= 0.05 && falseFail <= 0.05)
        #expect(falsePass + falseFail > 0, "an error rate of exactly 0 would not be a model's")
    }

    @Test func `without lapses it agrees with ground truth on clean pictures`() {
        var simulation = RoundSimulation()
        simulation.model.lapses = 0
        for (index, sample) in Self.samples.prefix(100).enumerated() {
            let percept = Percept(seeing: sample.scene.drawn())
            for seed in UInt64(0)..<4 {
                let response = simulation.say(
                    TestPrompts.generation(sample.instruction), percept, 1, UInt64(index) * 7 + seed)
                let passes = simulation.verify(response, sample, percept)
                #expect(
                    passes == Self.isRight(response, about: sample),
                    "\(sample.instruction) | \(sample.reference) | \(response)")
            }
        }
    }
}
