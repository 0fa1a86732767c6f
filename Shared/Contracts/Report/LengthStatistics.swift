/// How long texts are, in words.
package struct LengthStatistics: Sendable, Codable, Hashable {
    package var mean: Double
    package var p50: Int
    package var p95: Int

    package init(mean: Double = 0, p50: Int = 0, p95: Int = 0) {
        self.mean = mean
        self.p50 = p50
        self.p95 = p95
    }
}
