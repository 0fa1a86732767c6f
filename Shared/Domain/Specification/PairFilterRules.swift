/// The settings of the filters a pair goes through, in their order (FORMATS.md §5).
package struct PairFilterRules: Sendable, Hashable {
    /// Which text inside the other strikes a pair.
    package enum Containment: String, Sendable, Hashable, CaseIterable, Codable {
        case chosenInRejected = "chosen_in_rejected"
        case either
    }

    /// What happens to a text that holds an image placeholder or a special token.
    package enum Placeholder: String, Sendable, Hashable, CaseIterable, Codable {
        case exclude
        /// The pair stays; exports put U+200B after the `<`.
        case escape
    }

    package struct Switch: Sendable, Hashable {
        package var on = true
    }

    package struct NearIdentical: Sendable, Hashable {
        package var on = true
        /// The Jaccard index of word 10-grams above which a pair is struck.
        package var jaccard = 0.9
    }

    package struct Contained: Sendable, Hashable {
        package var on = true
        package var which = Containment.chosenInRejected
    }

    package struct PlaceholderRule: Sendable, Hashable {
        package var on = true
        package var action = Placeholder.exclude
    }

    package struct Ratio: Sendable, Hashable {
        package var on = true
        /// How many times the other's words one side may have.
        package var times = 3.0
        /// Not applied where the shorter side has fewer words than this.
        package var unlessUnder = 5
    }

    package struct LengthBalance: Sendable, Hashable {
        package var on = true
        /// The mean of chosen − rejected words aimed at, as a share of the mean rejected words.
        package var meanGap = 0.10
        /// The largest share of a round's pairs it may strike.
        package var atMost = 0.20
    }

    package var identical = Switch()
    package var nearIdentical = NearIdentical()
    package var contained = Contained()
    package var degenerate = Switch()
    package var truncated = Switch()
    package var placeholder = PlaceholderRule()
    package var ratio = Ratio()
    package var lengthBalance = LengthBalance()

    package init() {}
}
