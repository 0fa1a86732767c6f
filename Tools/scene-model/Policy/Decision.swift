/// One choice made while writing, a softmax over its alternatives.
struct Decision: Sendable {
    let alternatives: [Alternative]

    init(_ alternatives: [Alternative]) { self.alternatives = alternatives }

    /// A choice between wordings nobody prefers.
    init(wordings: [String]) { alternatives = wordings.map { Alternative($0) } }
}

/// One thing that can be written next.
struct Alternative: Sendable {
    /// What it adds to the text; may be empty.
    let text: String
    let features: Features
    let deed: Deed
    private let next: @Sendable () -> [Decision]

    /// What is to be decided next because of it; made when it is asked for, so that
    /// what is seldom said costs nothing.
    var then: [Decision] { next() }

    init(
        _ text: String, _ features: Features = [:], _ deed: Deed = .faithful,
        then: @autoclosure @escaping @Sendable () -> [Decision] = []
    ) {
        self.text = text
        self.features = features
        self.deed = deed
        next = then
    }
}

/// What an alternative does to the truth as far as it was perceived.
enum Deed: String, Sendable, Hashable {
    case faithful, slip, omission, invention, evasion, malformed
}
