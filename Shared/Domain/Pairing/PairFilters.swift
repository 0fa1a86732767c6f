/// The filters that look at the two texts of a pair alone.
struct PairFilters: Sendable {
    let rules: PairFilterRules

    /// One side of a pair.
    struct Side {
        let profile: TextProfile
        let isTruncated: Bool
    }

    /// The first filter that strikes.
    func strike(chosen: Side, rejected: Side) -> PairExclusion? {
        strikes(chosen.profile, rejected.profile)
            ?? (rules.truncated.on && (chosen.isTruncated || rejected.isTruncated) ? .truncated : nil)
            ?? lateStrikes(chosen.profile, rejected.profile)
    }

    private func strikes(_ chosen: TextProfile, _ rejected: TextProfile) -> PairExclusion? {
        if rules.identical.on && chosen.normalised == rejected.normalised { return .identical }
        if rules.nearIdentical.on, let similarity = chosen.similarity(to: rejected),
            similarity > rules.nearIdentical.jaccard
        {
            return .nearIdentical
        }
        if rules.contained.on && contains(chosen, rejected) { return .contained }
        if rules.degenerate.on && (chosen.isDegenerate || rejected.isDegenerate) { return .degenerate }
        return nil
    }

    private func lateStrikes(_ chosen: TextProfile, _ rejected: TextProfile) -> PairExclusion? {
        if rules.placeholder.on && rules.placeholder.action == .exclude
            && (chosen.holdsPlaceholder || rejected.holdsPlaceholder)
        {
            return .placeholder
        }
        return rules.ratio.on && isLopsided(chosen.words.count, rejected.words.count) ? .ratio : nil
    }

    private func contains(_ chosen: TextProfile, _ rejected: TextProfile) -> Bool {
        chosen.isContained(in: rejected)
            || rules.contained.which == .either && rejected.isContained(in: chosen)
    }

    private func isLopsided(_ chosen: Int, _ rejected: Int) -> Bool {
        let shorter = min(chosen, rejected)
        return shorter >= rules.ratio.unlessUnder
            && Double(max(chosen, rejected)) > rules.ratio.times * Double(shorter)
    }
}
