import Foundation

/// The Adam optimiser (arXiv 1412.6980, algorithm 1) on θ.
struct Adam: Sendable {
    private static let decay = (first: 0.9, second: 0.999)
    private static let epsilon = 1e-8

    private var first = [Double](repeating: 0, count: Weights.count)
    private var second = [Double](repeating: 0, count: Weights.count)
    private var steps = 0.0

    /// How far each weight goes for a gradient, in the order of `Weights.values`.
    mutating func moves(for gradient: Gradient, rate: Double) -> [Double] {
        steps += 1
        let bias = (first: 1 - pow(Self.decay.first, steps), second: 1 - pow(Self.decay.second, steps))
        return gradient.values.indices.map { place in
            let slope = gradient.values[place]
            first[place] += (1 - Self.decay.first) * (slope - first[place])
            second[place] += (1 - Self.decay.second) * (slope * slope - second[place])
            return -rate * (first[place] / bias.first) / (sqrt(second[place] / bias.second) + Self.epsilon)
        }
    }
}
