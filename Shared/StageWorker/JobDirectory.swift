import Contracts
package import Domain
package import Records

/// What the tasks of the jobs at hand have in common, read once each: the frozen
/// specification (DECISIONS 7), and the adapters a round serves with.
///
/// A round's adapters are proven before its first task is made, and stay (DECISIONS 10).
package actor JobDirectory {
    private let records: JobRecords
    private let adapters: AdapterRecords
    private var serving: [Int32: [Int: [Role: AdapterRecord]]] = [:]
    private var known: [Int32: JobSpecification] = [:]
    /// Job numbers from the least to the most recently used.
    private var order: [Int32] = []
    /// How many are kept.
    private let limit = 64

    package init(_ records: JobRecords, _ adapters: AdapterRecords) {
        self.records = records
        self.adapters = adapters
    }

    /// The adapter of each role in the round of a task; none where the base models serve.
    package func adapters(for task: TaskID) async throws -> [Role: AdapterRecord] {
        if let known = serving[task.job]?[task.round] { return known }
        let found = try await adapters.serving(in: task.round, of: task.job)
        serving[task.job, default: [:]][task.round] = found
        touch(task.job)
        return found
    }

    /// The specification of a job; nil if there is no such job any more.
    package func specification(of job: Int32) async throws -> JobSpecification? {
        if let specification = known[job] {
            touch(job)
            return specification
        }
        guard let record = try await records.find(number: job) else { return nil }
        let json = try JSONValue(parsing: record.specification)
        let specification = try JobSpecification(reading: json, seed: Seed(rawValue: 0))
        known[job] = specification
        touch(job)
        return specification
    }

    private func touch(_ job: Int32) {
        order.removeAll { $0 == job }
        order.append(job)
        while order.count > limit {
            let oldest = order.removeFirst()
            known[oldest] = nil
            serving[oldest] = nil
        }
    }
}
