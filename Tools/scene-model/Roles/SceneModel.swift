/// The model: eyes are given, θ decides, the prompt's sections say which role speaks.
struct SceneModel: Sendable {
    var weights = Weights.untrained
    /// How often a verdict is wrong by inattention, 0…1.
    var lapses = 0.015

    /// Draws a reply; the same prompt, picture, temperature and seed give the same text.
    func reply(
        to prompt: Prompt, seeing percept: Percept, wantsJSON: Bool = false, temperature: Double, seed: UInt64
    ) -> Utterance {
        let mixed = SeededGenerator.mix(seed) ^ SeededGenerator.hash(of: prompt.instruction)
        guard let script = script(for: prompt, seeing: percept, wantsJSON: wantsJSON) else {
            return verdict(on: prompt, seeing: percept, seed: temperature > 0 ? mixed : 0)
        }
        var random = SeededGenerator(seed: mixed)
        return weights.draw(from: script, temperature: temperature, &random)
    }

    /// Everything it could say to a prompt; nil for verification, which is not drawn from θ.
    func script(for prompt: Prompt, seeing percept: Percept, wantsJSON: Bool = false) -> Script? {
        let instruction = Instruction(prompt.instruction)
        let told = prompt.sections[.reference].flatMap {
            Statement($0, to: instruction.question).answer
        }
        let response = prompt.sections[.response] ?? ""
        switch Assignment(of: prompt, wantsJSON: wantsJSON) {
        case .generation:
            return GenerationScript(instruction: instruction, percept: percept, told: told).script
        case .feedback:
            return FeedbackScript(
                instruction: instruction, percept: percept, response: response, told: told
            ).script
        case .refinement:
            return RefinementScript(
                instruction: instruction, percept: percept, response: response,
                feedback: prompt.sections[.feedback] ?? ""
            ).script
        case .verification: return nil
        }
    }

    private func verdict(on prompt: Prompt, seeing percept: Percept, seed: UInt64) -> Utterance {
        let verification = Verification(
            instruction: Instruction(prompt.instruction), percept: percept,
            response: prompt.sections[.response] ?? "", reference: prompt.sections[.reference] ?? "")
        let verdict = verification.verdict(lapses: lapses, seed: seed)
        return Utterance(pieces: [.init(text: verdict.json, logProbability: 0, deed: .faithful)])
    }
}
