/// How many responses a sample gets in a round, and how they are drawn.
package struct SamplingPlan: Sendable, Hashable {
    package var normal = 4
    package var contrastive = 4
    package var parameters = SamplingParameters(temperature: 1.0, topP: 0.95, maxTokens: 512)

    package init() {}

    /// The responses of one sample.
    package var slots: Int { normal + contrastive }

    /// What a slot is, counted from 0: normal ones come first (QUEUE.md R5).
    package func kind(ofSlot slot: Int) -> SlotKind { slot < normal ? .normal : .contrastive }
}
