import Digests
package import Domain
import Foundation
package import Postgres

/// Reads samples as they were stored.
package struct StoredSamples: Sendable {
    private let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// Some samples of a job, by number.
    package func read(_ numbers: [Int64], of job: Int32) async throws -> [Int64: Sample] {
        let samples = try await database.query(
            """
            select \(Self.columns) from pairmill.sample where job = \(job) and sample = any (\(numbers))
            """
        ).map { try Sample($0) }
        return Dictionary(samples.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// A page of a job's samples in their order, from a number on.
    package func page(of job: Int32, from first: Int64, limit: Int) async throws -> [Sample] {
        try await database.query(
            """
            select \(Self.columns) from pairmill.sample where job = \(job) and sample >= \(first)
            order by sample limit \(Int64(limit))::bigint
            """
        ).map { try Sample($0) }
    }

    static let columns: SQL = "sample, id, name, image, instruction, reference, tags"
}

extension Sample {
    init(_ row: PostgresRow) throws(PostgresError) {
        self.init(
            number: try row.decode(Int64.self, named: "sample"),
            id: SampleID(uuid: try row.decode(UUID.self, named: "id")),
            name: try row.decode(String.self, named: "name"),
            image: try row.decode(SHA256Digest.self, named: "image"),
            instruction: Instruction(rawValue: try row.decode(String.self, named: "instruction")),
            reference: Reference(rawValue: try row.decode(String.self, named: "reference")),
            tags: try row.decode([String].self, named: "tags"))
    }
}
