/// Where a round is in its life (DECISIONS 9).
///
///     planned → training → (awaiting_adapters | inert) → seeding → open → closing → closed
///
/// Training belongs to the round that uses its adapters; a round that does not
/// train goes from planned to seeding. Any state but closed can be cancelled.
package enum RoundState: String, Sendable, Hashable, CaseIterable, Codable {
    case planned
    case training
    case awaitingAdapters = "awaiting_adapters"
    /// An adapter was loaded and changes nothing; the round waits for a better one.
    case inert
    case seeding
    case open
    case closing
    case closed
    case cancelled

    /// Whether nothing more will happen in the round.
    package var isFinal: Bool { self == .closed || self == .cancelled }
}
