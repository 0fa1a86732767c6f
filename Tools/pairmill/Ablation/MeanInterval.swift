/// A mean over seeds and its 95 % confidence interval, which reaches as far to both sides.
struct MeanInterval: Sendable, Equatable {
    let mean: Double
    /// Nil where there is one value, which tells nothing of its spread.
    let halfWidth: Double?

    /// Student's interval: t · s / √n, with s the sample's standard deviation. Nil without values.
    init?(_ values: [Double]) {
        guard !values.isEmpty else { return nil }
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        self.mean = mean
        halfWidth = StudentT.quantile(degreesOfFreedom: values.count - 1).map { t in
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            return t * (squares / (count - 1) / count).squareRoot()
        }
    }

    /// Whether all of it lies on one side of zero.
    var excludesZero: Bool { halfWidth.map { abs(mean) > $0 } ?? false }

    /// From its lower to its upper end.
    var range: ClosedRange<Double> { (mean - (halfWidth ?? 0))...(mean + (halfWidth ?? 0)) }
}
