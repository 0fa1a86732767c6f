extension PairRow {
    /// Whom a pair trains, as `?kind=` asks for it.
    package enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// A preference pair: two responses, for the generator.
        case response
        /// A feedback pair, for the reviser.
        case feedback
    }
}
