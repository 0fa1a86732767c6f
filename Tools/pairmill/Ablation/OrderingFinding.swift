/// What our figures say of an ordering.
struct OrderingFinding: Sendable, Equatable {
    enum Verdict: String, Sendable {
        /// The interval of the differences lies above zero.
        case shown
        /// It lies below.
        case opposite
        /// It holds zero, or there is none.
        case notShown = "not shown"
    }

    let ordering: AblationOrdering
    /// Of the differences seed by seed; nil where no seed has both rows.
    let difference: MeanInterval?

    /// Compares both rows with the same seed, so that what a seed makes easy or hard cancels out.
    init(_ ordering: AblationOrdering, in results: AblationResults) {
        self.ordering = ordering
        let more = results.values(of: ordering.measure, in: ordering.more)
        let less = ordering.less.map { results.values(of: ordering.measure, in: $0) }
        let differences = more.sorted { $0.key < $1.key }.compactMap { seed, value -> Double? in
            guard let less else { return value }
            return less[seed].map { value - $0 }
        }
        difference = MeanInterval(differences)
    }

    var verdict: Verdict {
        guard let difference, difference.excludesZero else { return .notShown }
        return difference.mean > 0 ? .shown : .opposite
    }

    /// The mean difference with its sign, and what it may be off by.
    var text: String {
        guard let difference else { return "–" }
        return (difference.mean > 0 ? "+" : "") + ordering.measure.text(difference)
    }
}
