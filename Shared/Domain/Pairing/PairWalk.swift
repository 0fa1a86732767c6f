/// Considers pairs one after the other and keeps what the caps allow.
struct PairWalk {
    private(set) var pairs: [PreferencePair] = []
    private let rules: PairingRules
    private let filters: PairFilters
    private var keptTexts: Set<PairTexts>
    private var room: Int
    private var used: [TaskID: Int] = [:]
    private var struck = 0
    private var considered = 0
    private var profiles: [TaskID: TextProfile] = [:]

    /// Struck pairs that are kept on record, for each pair the cap allows (ours).
    private static let struckPerPair = 8
    /// Pairs looked at of one sample and round: enough to find the cap's worth of good ones (ours).
    private static let mostConsidered = 1024

    init(rules: PairingRules, filters: PairFilters, earlier: [PairTexts]) {
        self.rules = rules
        self.filters = filters
        keptTexts = Set(
            earlier.map {
                PairTexts(
                    chosen: TextProfile($0.chosen).normalised, rejected: TextProfile($0.rejected).normalised)
            })
        room = max(0, rules.maxPairsPerSample - earlier.count)
    }

    /// Whether nothing more can be kept and enough is on record.
    var isOver: Bool {
        considered == Self.mostConsidered
            || room == 0 && struck >= Self.struckPerPair * rules.maxPairsPerSample
    }

    mutating func consider(_ winner: PairCandidate, _ loser: PairCandidate) {
        considered += 1
        let (chosen, rejected) = (profile(of: winner), profile(of: loser))
        let texts = PairTexts(chosen: chosen.normalised, rejected: rejected.normalised)
        let exclusion = exclusion(winner, loser, chosen, rejected, texts)
        if exclusion == nil {
            keptTexts.insert(texts)
            room -= 1
            for task in [winner.task, loser.task] { used[task, default: 0] += 1 }
        } else {
            struck += 1
            if struck > Self.struckPerPair * rules.maxPairsPerSample { return }
        }
        pairs.append(
            PreferencePair(
                chosen: winner, rejected: loser, chosenWords: chosen.words.count,
                rejectedWords: rejected.words.count, excluded: exclusion))
    }

    private func exclusion(
        _ winner: PairCandidate, _ loser: PairCandidate, _ chosen: TextProfile, _ rejected: TextProfile,
        _ texts: PairTexts
    ) -> PairExclusion? {
        if rules.filters.identical.on && keptTexts.contains(texts) { return .identical }
        let struck = filters.strike(
            chosen: .init(profile: chosen, isTruncated: winner.finishReason == .length),
            rejected: .init(profile: rejected, isTruncated: loser.finishReason == .length))
        if let struck { return struck }
        let isUsedUp = [winner, loser].contains { used[$0.task, default: 0] >= rules.maxPairsPerResponse }
        return room == 0 || isUsedUp ? .cap : nil
    }

    private mutating func profile(of candidate: PairCandidate) -> TextProfile {
        if let known = profiles[candidate.task] { return known }
        let profile = TextProfile(candidate.text)
        profiles[candidate.task] = profile
        return profile
    }
}
