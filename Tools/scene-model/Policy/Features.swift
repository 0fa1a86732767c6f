/// φ: the features of one alternative in its context, few and mostly 1.
struct Features: Sendable, ExpressibleByDictionaryLiteral {
    private(set) var terms: [(feature: Feature, value: Double)]

    /// Leaves out what is 0.
    init(dictionaryLiteral elements: (Feature, Double)...) {
        terms = elements.compactMap { $0.1 == 0 ? nil : (feature: $0.0, value: $0.1) }
    }

    /// These features and one more.
    func adding(_ feature: Feature, _ value: Double = 1) -> Features {
        var more = self
        if value != 0 { more.terms.append((feature: feature, value: value)) }
        return more
    }
}
