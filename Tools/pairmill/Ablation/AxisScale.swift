import Foundation

/// Where values lie along an axis, and the round numbers that are marked on it.
struct AxisScale: Equatable {
    /// The marked values, from the first to the last of which the axis reaches.
    let ticks: [Double]
    /// Where the axis begins and ends in the drawing.
    let span: ClosedRange<Double>

    /// Covers the values, at most seven ticks apart by 1, 2 or 5 times a power of ten.
    init(covering values: [Double], span: ClosedRange<Double>) {
        let low = values.min() ?? 0
        let high = max(values.max() ?? 1, low + 1e-6)
        let step = Self.step(atLeast: (high - low) / 5)
        let first = (low / step).rounded(.down)
        let last = max((high / step).rounded(.up), first + 1)
        ticks = stride(from: first, through: last, by: 1).map { $0 * step }
        self.span = span
    }

    func place(of value: Double) -> Double {
        guard let low = ticks.first, let high = ticks.last else { return span.lowerBound }
        return span.lowerBound + (value - low) / (high - low) * (span.upperBound - span.lowerBound)
    }

    /// As many decimals as tell the ticks apart.
    var decimals: Int {
        guard ticks.count > 1 else { return 0 }
        return max(0, Int(-log10(ticks[1] - ticks[0] + 1e-12).rounded(.down)))
    }

    private static func step(atLeast least: Double) -> Double {
        let power = pow(10, log10(least).rounded(.down))
        return [1, 2, 5, 10].map { $0 * power }.first { $0 >= least * (1 - 1e-9) } ?? 10 * power
    }
}
