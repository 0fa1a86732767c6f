/// θ: one weight per voice and feature, a plain vector.
struct Weights: Sendable, Hashable {
    /// Voice by voice, each in the order of `Feature.allCases`.
    private(set) var values: [Double]

    /// All zero: every decision is a toss-up.
    init() { values = [Double](repeating: 0, count: Self.count) }

    static let count = Voice.allCases.count * Feature.allCases.count

    /// Where a weight is in the vector.
    static func index(_ voice: Voice, _ feature: Feature) -> Int {
        (voice == .generator ? 0 : Feature.allCases.count) + feature.place
    }

    subscript(voice: Voice, feature: Feature) -> Double {
        get { values[Self.index(voice, feature)] }
        set { values[Self.index(voice, feature)] = newValue }
    }

    /// θ·φ.
    func score(_ features: Features, _ voice: Voice) -> Double {
        features.terms.reduce(0) { $0 + self[voice, $1.feature] * $1.value }
    }

    /// θ moved by an adapter's deltas.
    func moved(by deltas: [Int: Double]) -> Weights {
        var moved = self
        for (index, delta) in deltas where moved.values.indices.contains(index) {
            moved.values[index] += delta
        }
        return moved
    }
}
