/// The plain colour behind a scene.
enum Ground: String, Sendable, Hashable, CaseIterable, Codable {
    case white, grey, cream

    var colour: Colour {
        switch self {
        case .white: Colour(250, 250, 250)
        case .grey: Colour(208, 208, 212)
        case .cream: Colour(250, 240, 208)
        }
    }
}
