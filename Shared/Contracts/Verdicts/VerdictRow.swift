package import Domain

/// A verdict as the API and exports show it (FORMATS.md §4).
package struct VerdictRow: Sendable, Codable, Hashable {
    /// 1 where all four dimensions hold, else 0.
    package var v: Int
    package var entailment: Bool
    package var completeness: Bool
    package var consistency: Bool
    package var compliance: Bool
    package var votes: Int
    package var agreement: Double
    /// That of the first vote which agrees with the outcome.
    package var reason: String
    package var model: String?
    package var seed: Seed?

    package init(
        v: Int, entailment: Bool, completeness: Bool, consistency: Bool, compliance: Bool, votes: Int,
        agreement: Double, reason: String = "", model: String? = nil, seed: Seed? = nil
    ) {
        self.v = v
        self.entailment = entailment
        self.completeness = completeness
        self.consistency = consistency
        self.compliance = compliance
        self.votes = votes
        self.agreement = agreement
        self.reason = reason
        self.model = model
        self.seed = seed
    }
}

extension VerdictRow {
    package init(_ verdict: Verdict, model: String? = nil, seed: Seed? = nil) {
        let holding = verdict.holding
        self.init(
            v: verdict.passes ? 1 : 0, entailment: holding.contains(.entailment),
            completeness: holding.contains(.completeness), consistency: holding.contains(.consistency),
            compliance: holding.contains(.compliance), votes: verdict.votes.count,
            agreement: verdict.agreement,
            reason: verdict.votes.first { $0.passes == verdict.passes }?.reason ?? "", model: model,
            seed: seed)
    }
}
