/// How many responses were drawn, and how many of them differ within their sample.
///
/// Where few do, the sampling temperature means little and pairs are hard to find.
package struct ResponseCounts: Sendable, Codable, Hashable {
    package var drawn: Int64
    /// Of one sample and round, equal texts count once.
    package var distinct: Int64

    package init(drawn: Int64 = 0, distinct: Int64 = 0) {
        self.drawn = drawn
        self.distinct = distinct
    }
}
