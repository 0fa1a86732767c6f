/// What the gate saw of an adapter on one backend (BACKENDS §7); differences in nats.
package struct GateFigures: Sendable, Hashable, Codable {
    /// Prompts that base and adapter answered.
    package var prompts: Int
    /// Those where the adapter differs by more than the noise explains.
    package var differing: Int
    /// The greatest difference of the base from itself.
    package var noise: Double
    /// The median difference of the adapter from the base; nil where the server tells no
    /// probabilities and only words could be compared.
    package var median: Double?
    /// Answers of the adapter that are no text any more (FORMATS §5).
    package var degenerate: Int

    package init(prompts: Int, differing: Int, noise: Double, median: Double?, degenerate: Int) {
        self.prompts = prompts
        self.differing = differing
        self.noise = noise
        self.median = median
        self.degenerate = degenerate
    }
}

extension GateFigures {
    /// Why the adapter must not serve; nil if it passes.
    ///
    /// What was loaded wrongly changes nothing anywhere, and a small adapter may touch few kinds
    /// of prompts: one answer beyond the noise shows that it acts (decisions/0008).
    package var objection: String? {
        if prompts == 0 { return "there was no prompt to ask" }
        if degenerate > 0 { return "\(degenerate) of \(prompts) answers are no text any more" }
        guard differing == 0 else { return nil }
        return "it changes nothing: 0 of \(prompts) answers differ from the base model's"
    }
}
