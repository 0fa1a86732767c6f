/// How much may be done with a key; nil for as much as anybody likes.
package struct KeyLimits: Sendable, Hashable {
    package static let rates = 1...1_000_000
    package static let jobCounts = 1...1_000_000

    /// Requests in a minute, which may come all at once; each process counts by itself.
    package var requestsPerMinute: Int?
    /// Jobs made with it that are not over.
    package var jobs: Int?

    package init(requestsPerMinute: Int? = nil, jobs: Int? = nil) {
        self.requestsPerMinute = requestsPerMinute
        self.jobs = jobs
    }
}
