/// How responses of a sample become pairs (FORMATS.md §5).
package struct PairingRules: Sendable, Hashable {
    /// Preference pairs of one sample, over all rounds.
    package var maxPairsPerSample = 2
    /// Preference pairs one text may stand in.
    package var maxPairsPerResponse = 2
    package var maxFeedbackPairsPerResponse = 1
    package var filters = PairFilterRules()

    package init() {}
}
