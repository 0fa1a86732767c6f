/// One reading of a response by the verifier: four booleans and its reason.
///
/// A model's own overall opinion is no part of it (PIPELINE.md §3).
package struct Vote: Sendable, Hashable {
    package let holding: Set<Verdict.Dimension>
    package let reason: String

    package init(holding: Set<Verdict.Dimension>, reason: String = "") {
        self.holding = holding
        self.reason = reason
    }

    /// Whether all four dimensions hold.
    package var passes: Bool { holding.count == Verdict.Dimension.allCases.count }
}

extension Vote: Codable {
    private enum Key: String, CodingKey { case reason }

    package init(from decoder: any Decoder) throws {
        let dimensions = try decoder.container(keyedBy: Verdict.Dimension.self)
        holding = try Set(Verdict.Dimension.allCases.filter { try dimensions.decode(Bool.self, forKey: $0) })
        reason = try decoder.container(keyedBy: Key.self).decodeIfPresent(String.self, forKey: .reason) ?? ""
    }

    package func encode(to encoder: any Encoder) throws {
        var dimensions = encoder.container(keyedBy: Verdict.Dimension.self)
        for dimension in Verdict.Dimension.allCases {
            try dimensions.encode(holding.contains(dimension), forKey: dimension)
        }
        var rest = encoder.container(keyedBy: Key.self)
        try rest.encode(reason, forKey: .reason)
    }
}

extension Verdict.Dimension: CodingKey {}
