/// Names colours by the nearest of the palette.
enum HueNaming {
    /// A lead over the second nearest, in RGB distance, that leaves no doubt.
    private static let clearLead = 30.0

    /// What a segment is painted with: a hue, or the ink of words.
    enum Paint: Sendable, Hashable {
        case hue(Hue)
        case ink
    }

    private static let paints: [(paint: Paint, colour: Colour)] =
        Hue.allCases.map { (.hue($0), $0.colour) } + [(.ink, Scene.ink)]

    /// The nearest paint and how sure it is, 0…1.
    static func name(_ colour: Colour) -> (paint: Paint, confidence: Double) {
        let near = paints.map { (paint: $0.paint, distance: distance(colour, $0.colour)) }
            .sorted { $0.distance < $1.distance }
        return (near[0].paint, min((near[1].distance - near[0].distance) / clearLead, 1))
    }

    /// The ground's name: one of the grounds, else the nearest hue.
    static func nameGround(_ colour: Colour) -> String {
        let grounds = Ground.allCases.map { ($0.rawValue, distance(colour, $0.colour)) }
        let hues = Hue.allCases.map { ($0.rawValue, distance(colour, $0.colour)) }
        return (grounds + hues).min { $0.1 < $1.1 }?.0 ?? Ground.white.rawValue
    }

    private static func distance(_ one: Colour, _ other: Colour) -> Double {
        Double(one.squaredDistance(to: other)).squareRoot()
    }
}
