/// Why a pair is left out, in the order the filters strike (FORMATS.md §5).
package enum PairExclusion: String, Sendable, Hashable, CaseIterable, Codable {
    case identical
    case nearIdentical = "near_identical"
    case contained
    case degenerate
    case truncated
    case placeholder
    case ratio
    case cap
    case lengthBalance = "length_balance"
}
