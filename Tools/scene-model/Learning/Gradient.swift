/// The derivatives of a number by each weight of θ.
struct Gradient: Sendable, Hashable {
    /// In the order of `Weights.values`.
    private(set) var values = [Double](repeating: 0, count: Weights.count)

    mutating func add(_ value: Double, at place: Int) { values[place] += value }

    mutating func scale(by factor: Double) {
        for place in values.indices { values[place] *= factor }
    }
}
