import Domain

extension PairingRules {
    mutating func read(_ fields: inout FieldReader) {
        fields.integer("max_pairs_per_sample", into: &maxPairsPerSample)
        fields.integer("max_pairs_per_response", into: &maxPairsPerResponse)
        fields.integer("max_feedback_pairs_per_response", into: &maxFeedbackPairsPerResponse)
        fields.object("filters") { filters.read(&$0) }
    }
}

extension PairFilterRules {
    fileprivate mutating func read(_ fields: inout FieldReader) {
        fields.object("identical") { $0.boolean("on", into: &identical.on) }
        fields.object("near_identical") {
            $0.boolean("on", into: &nearIdentical.on)
            $0.number("jaccard", into: &nearIdentical.jaccard)
        }
        fields.object("contained") {
            $0.boolean("on", into: &contained.on)
            $0.choice("which", into: &contained.which)
        }
        fields.object("degenerate") { $0.boolean("on", into: &degenerate.on) }
        fields.object("truncated") { $0.boolean("on", into: &truncated.on) }
        fields.object("placeholder") {
            $0.boolean("on", into: &placeholder.on)
            $0.choice("action", into: &placeholder.action)
        }
        fields.object("ratio") {
            $0.boolean("on", into: &ratio.on)
            $0.number("times", into: &ratio.times)
            $0.integer("unless_under", into: &ratio.unlessUnder)
        }
        fields.object("length_balance") {
            $0.boolean("on", into: &lengthBalance.on)
            $0.number("mean_gap", into: &lengthBalance.meanGap)
            $0.number("at_most", into: &lengthBalance.atMost)
        }
    }
}
