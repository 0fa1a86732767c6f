/// Two texts on one sample, the chosen one passed and the rejected one failed: (r_w, r_l).
package struct PreferencePair: Sendable, Hashable {
    package let chosen: PairCandidate
    package let rejected: PairCandidate
    package let chosenWords: Int
    package let rejectedWords: Int
    /// The first filter that struck; nil for a pair that is exported.
    package let excluded: PairExclusion?
}
