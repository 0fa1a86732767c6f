extension Decision {
    /// How one group of objects enters a description: right, wrong or not at all.
    static func describing(_ group: Group, of percept: Percept, _ manner: Manner) -> Decision {
        let look = group.look
        let crowd = percept.content.looks.count >= 6 ? 1.0 : 0
        let doubt = percept.doubt(about: Descriptor(look))
        let count: Features = [
            .groupCountSlip: 1, .groupCountSlipInCrowd: group.count >= 3 ? 1 : 0, .slipInDoubt: doubt,
        ]
        let omission: Features = [
            .groupOmitted: 1, .groupOmittedSmall: look.size == .small ? 1 : 0,
            .groupOmittedInCrowd: crowd,
        ]
        let hue: Features = [
            .groupHueSlip: 1, .groupHueSlipSubtle: look.hue.isSubtle ? 1 : 0, .slipInDoubt: doubt,
        ]
        let near = Look(size: look.size, hue: look.hue.neighbours[0], shape: look.shape)
        let fewer = Group(look: look, count: group.count > 1 ? group.count - 1 : 2)
        return Decision([
            Alternative(manner.item(group)),
            Alternative(manner.item(fewer), count, .slip),
            Alternative(manner.item(Group(look: near, count: group.count)), hue, .slip),
            Alternative("", omission, .omission),
        ])
    }

    /// How the printed word enters a description.
    static func describing(word: String, _ percept: Percept, _ manner: Manner) -> Decision {
        let slips = Belief.words(word, percept).map { belief in
            Alternative(manner.item(word: belief.answer.short(to: .word)), belief.features, .slip)
        }
        return Decision(
            [Alternative(manner.item(word: word))] + slips
                + [Alternative("", [.wordOmitted: 1], .omission)])
    }

    /// Something that is not there, or nothing.
    static func inventing(_ look: Look, _ manner: Manner) -> Decision {
        Decision([
            Alternative(""),
            Alternative(manner.item(Group(look: look, count: 1)), [.inventing: 1], .invention),
        ])
    }
}

extension Percept {
    /// A look that is not in the picture but would fit into it.
    var invention: Look {
        let looks = content.looks
        let model = looks.first ?? Look(size: .small, hue: .green, shape: .cross)
        let likely = Look.all.filter { !looks.contains($0) && $0.hue == model.hue }
        return likely.first { $0.shape != model.shape } ?? Look(size: .small, hue: .green, shape: .cross)
    }
}
