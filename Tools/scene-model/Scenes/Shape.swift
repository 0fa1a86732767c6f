/// The outline an object can have.
enum Shape: String, Sendable, Hashable, CaseIterable, Codable {
    case circle, square, triangle, diamond, cross

    /// Whether a point lies inside; both coordinates run from -1 to 1, y downwards.
    ///
    /// Drawing fills it and perception compares with it: one definition of a shape.
    func contains(_ x: Double, _ y: Double) -> Bool {
        switch self {
        case .circle: x * x + y * y <= 1
        case .square: true
        case .triangle: abs(x) <= (y + 1) / 2
        case .diamond: abs(x) + abs(y) <= 1
        case .cross: abs(x) <= 1 / 3 || abs(y) <= 1 / 3
        }
    }

    /// `cross` → `crosses`, `circle` → `circles`.
    var plural: String { self == .cross ? "crosses" : rawValue + "s" }
}
