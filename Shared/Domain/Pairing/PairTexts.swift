/// The texts of a pair that was kept in an earlier round of the same sample.
package struct PairTexts: Sendable, Hashable {
    package let chosen: String
    package let rejected: String

    package init(chosen: String, rejected: String) {
        self.chosen = chosen
        self.rejected = rejected
    }
}
