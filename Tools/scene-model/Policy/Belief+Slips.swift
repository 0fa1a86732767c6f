extension Belief {
    /// Near misses of a count; crowds are counted short.
    static func counts(_ count: Int, of objects: Descriptor, _ percept: Percept) -> [Belief] {
        let doubt = percept.doubt(about: objects)
        let crowd = count >= 4 ? 1.0 : count == 3 ? 0.35 : 0
        let under: Features = [.countUnder: 1, .countUnderInCrowd: crowd, .slipInDoubt: doubt]
        var slips = [Belief(.number(count + 1), [.countOver: 1, .slipInDoubt: doubt])]
        if count > 0 { slips.append(Belief(.number(count - 1), under)) }
        if count > 3 { slips.append(Belief(.number(count - 2), under.adding(.countFar))) }
        return slips
    }

    /// Neighbouring hues; subtle ones and small objects are misnamed.
    static func hues(_ hue: Hue, of object: Descriptor, _ percept: Percept) -> [Belief] {
        let small = percept.content.looks.first { object.fits($0) }?.size == .small
        let features: Features = [
            .hueSlip: 1, .hueSlipSubtle: hue.isSubtle ? 1 : 0,
            .hueSlipSmall: hue.isSubtle && small ? 1 : 0, .slipInDoubt: percept.doubt(about: object),
        ]
        return hue.neighbours.enumerated().map { place, neighbour in
            Belief(.hue(neighbour), place == 0 ? features : features.adding(.hueFar))
        }
    }

    /// The other of yes and no; something alike tempts to yes.
    static func existence(_ exists: Bool, of object: Descriptor, _ percept: Percept) -> [Belief] {
        let looks = percept.content.looks
        let doubt = percept.doubt(about: exists ? object : Descriptor())
        if exists {
            let small = looks.first { object.fits($0) }?.size == .small
            return [
                Belief(
                    .existence(false),
                    [.existenceMissed: 1, .existenceMissedSmall: small ? 1 : 0, .slipInDoubt: doubt])
            ]
        }
        let near = looks.contains { object.partsShared(with: $0) >= 2 }
        return [
            Belief(
                .existence(true),
                [.existenceOverclaimed: 1, .existenceNearMiss: near ? 1 : 0, .slipInDoubt: doubt])
        ]
    }

    /// The other two; even numbers are seldom admitted.
    static func balances(
        _ balance: Balance, between one: Descriptor, _ other: Descriptor, _ percept: Percept
    ) -> [Belief] {
        let gap = abs(percept.content.count(of: one) - percept.content.count(of: other))
        let features: Features = [
            .balanceSlip: 1, .balanceSlipClose: gap == 1 ? 1 : 0, .balanceSlipEven: gap == 0 ? 1 : 0,
            .slipInDoubt: max(percept.doubt(about: one), percept.doubt(about: other)),
        ]
        return Balance.allCases.filter { $0 != balance }.map { Belief(.balance($0), features) }
    }

    /// A letter mistaken for its lookalike, or the end cut off; long words suffer.
    static func words(_ word: String, _ percept: Percept) -> [Belief] {
        let features: Features = [
            .wordSlip: 1, .wordSlipLong: word.count >= 7 ? 1 : 0, .slipInDoubt: 1 - percept.wordConfidence,
        ]
        let swaps = word.indices.filter { Lexicon.lookalikes[word[$0]] != nil }
        let swapped = Set([swaps.first, swaps.last].compactMap(\.self)).sorted().map { index in
            var slip = word
            slip.replaceSubrange(index...index, with: Lexicon.lookalikes[word[index]].map { [$0] } ?? [])
            return Belief(.word(slip), features)
        }
        return swapped
            + (word.count > 3 ? [Belief(.word(String(word.dropLast())), features.adding(.wordCut))] : [])
    }
}

extension Descriptor {
    /// How many of size, hue and shape an object shares with it.
    fileprivate func partsShared(with look: Look) -> Int {
        [size == look.size, hue == look.hue, shape == look.shape].count { $0 }
    }
}
