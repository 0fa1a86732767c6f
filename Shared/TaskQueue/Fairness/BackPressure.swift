package import Domain

/// Whether a job's next stages have so much waiting that it should make no more.
///
/// Finishing chains first keeps the working set small and shows pairs early.
/// Holds above 8 × the consumers' capacity, at least 1,000, and lets go below
/// half of that, so that it does not flutter (QUEUE R39).
package struct BackPressure: Sendable {
    private var full: [Int32: Set<Stage>] = [:]

    package init() {}

    /// Where it begins to hold; depths need not be counted any further.
    package static func limit(consumers capacity: Int) -> Int {
        max(1000, 8 * capacity)
    }

    /// Takes in how much of a job waits for one of its next stages.
    package mutating func observe(_ job: Int32, _ stage: Stage, depth: Int, consumers capacity: Int) {
        let limit = Self.limit(consumers: capacity)
        if depth > limit { full[job, default: []].insert(stage) }
        if depth < limit / 2 { full[job]?.remove(stage) }
    }

    package func holds(_ job: Int32) -> Bool { !(full[job] ?? []).isEmpty }

    /// Forgets jobs that are gone.
    package mutating func keep(_ jobs: Set<Int32>) { full = full.filter { jobs.contains($0.key) } }
}
