/// A text that was drawn, piece by piece.
struct Utterance: Sendable {
    /// The text of one decision and its log-probability at temperature 1.
    struct Piece: Sendable, Hashable {
        var text: String
        var logProbability: Double
        var deed: Deed
    }

    var pieces: [Piece]

    var text: String { pieces.map(\.text).joined() }
    var logProbability: Double { pieces.reduce(0) { $0 + $1.logProbability } }
}
