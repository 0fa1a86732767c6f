/// What an object looks like: its size, hue and shape.
struct Look: Sendable, Hashable, Codable {
    var size: Size
    var hue: Hue
    var shape: Shape
}

extension Look {
    /// Every look there is, in the order descriptions use.
    static let all: [Look] = Hue.allCases.flatMap { hue in
        Shape.allCases.flatMap { shape in
            Size.allCases.map { Look(size: $0, hue: hue, shape: shape) }
        }
    }

    /// Its place in `all`.
    var order: Int {
        let hue = Hue.allCases.firstIndex(of: hue) ?? 0
        let shape = Shape.allCases.firstIndex(of: shape) ?? 0
        return (hue * Shape.allCases.count + shape) * Size.allCases.count + (size == .small ? 0 : 1)
    }
}
