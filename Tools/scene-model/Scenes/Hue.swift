/// The colour an object can have, by name.
enum Hue: String, Sendable, Hashable, CaseIterable, Codable {
    case red, orange, yellow, green, blue, purple, brown, pink

    /// What it is drawn with.
    var colour: Colour {
        switch self {
        case .red: Colour(214, 39, 40)
        case .orange: Colour(255, 140, 20)
        case .yellow: Colour(250, 214, 40)
        case .green: Colour(44, 160, 60)
        case .blue: Colour(40, 90, 210)
        case .purple: Colour(140, 70, 190)
        case .brown: Colour(130, 80, 40)
        case .pink: Colour(245, 130, 190)
        }
    }

    /// The two hues it is mistaken for, the likelier first.
    var neighbours: [Hue] {
        switch self {
        case .red: [.orange, .brown]
        case .orange: [.red, .yellow]
        case .yellow: [.orange, .green]
        case .green: [.blue, .yellow]
        case .blue: [.purple, .green]
        case .purple: [.blue, .pink]
        case .brown: [.red, .orange]
        case .pink: [.purple, .red]
        }
    }

    /// Whether untrained eyes often name it wrongly.
    var isSubtle: Bool { self == .orange || self == .brown || self == .pink }
}
