import Contracts
package import Domain
package import Records

/// The frozen specifications of the jobs at hand, read once each (DECISIONS 7).
package actor JobDirectory {
    private let records: JobRecords
    private var known: [Int32: JobSpecification] = [:]
    /// Job numbers from the least to the most recently used.
    private var order: [Int32] = []
    /// How many are kept.
    private let limit = 64

    package init(_ records: JobRecords) { self.records = records }

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
        while order.count > limit { known[order.removeFirst()] = nil }
    }
}
