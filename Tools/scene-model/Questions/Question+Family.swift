extension Question {
    /// The family's name, as samples are tagged with.
    var family: String {
        switch self {
        case .count: "count"
        case .hue: "colour"
        case .existence: "existence"
        case .comparison: "comparison"
        case .word: "word"
        case .everything: "everything"
        case .ground: "ground"
        }
    }
}
