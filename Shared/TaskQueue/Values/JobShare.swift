/// What a worker may take of one running job.
package struct JobShare: Sendable, Hashable {
    package let job: Int32
    /// Relative to other jobs; a very large weight is a priority (QUEUE R37).
    package let weight: Double
    /// The most tasks of it this worker may hold; nil is no limit (R38).
    package let cap: Int?

    package init(job: Int32, weight: Double, cap: Int? = nil) {
        self.job = job
        self.weight = weight
        self.cap = cap
    }
}
