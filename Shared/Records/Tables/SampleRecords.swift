package import Digests
package import Domain
import Foundation
package import Postgres

/// The tables `sample` and `image`.
package struct SampleRecords: Sendable {
    private let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// What became of one sample of a batch.
    package enum Stored: Sendable, Equatable {
        case stored(SampleID)
        /// The same name and content was there already.
        case duplicate(of: SampleID)
        /// The name was there with other content.
        case nameTaken(by: SampleID)
        /// The same image and instruction was there under another name.
        case contentTaken(by: SampleID, name: String)
    }

    /// Stores samples in their order; the job's row is locked, so numbers follow the order of storage.
    ///
    /// Nil if the job takes no samples any more: they are taken until it starts.
    package func store(_ drafts: [SampleDraft], in job: Int32) async throws -> [Stored]? {
        try await database.transaction { connection in
            let rows = try await connection.query(
                "select samples from pairmill.job where job = \(job) and state = 'created' for update")
            guard let row = rows.first else { return nil }
            var known = try await Self.known(drafts, in: job, on: connection)
            var fresh: [SampleDraft] = []
            let answers = drafts.map { draft in
                known.judge(draft)
                    ?? {
                        fresh.append(draft)
                        known.add(draft)
                        return .stored(draft.id)
                    }()
            }
            let first = try row.decode(Int64.self, named: "samples")
            if !fresh.isEmpty { try await Self.insert(fresh, from: first, in: job, on: connection) }
            return answers
        }
    }

    private static func known(
        _ drafts: [SampleDraft], in job: Int32, on connection: PostgresConnection
    ) async throws -> KnownSamples {
        let rows = try await connection.query(
            """
            select id, name, content from pairmill.sample
            where job = \(job) and (name = any (\(drafts.map(\.name))) or content = any (\(drafts.map(\.content))))
            """)
        var known = KnownSamples()
        for row in rows {
            known.add(
                SampleID(uuid: try row.decode(UUID.self, named: "id")),
                name: try row.decode(String.self, named: "name"),
                content: try row.decode(SHA256Digest.self, named: "content"))
        }
        return known
    }

    private static func insert(
        _ drafts: [SampleDraft], from first: Int64, in job: Int32, on connection: PostgresConnection
    ) async throws {
        // In one order: two uploads that store the same images in two orders would deadlock (QUEUE R19).
        let images = Set(drafts.map(\.image)).sorted { $0.sha256.hex < $1.sha256.hex }
        _ = try await connection.query(
            """
            insert into pairmill.image (sha256, media_type, width, height, bytes)
            select * from unnest(\(images.map(\.sha256)), \(images.map(\.mediaType)),
                \(images.map { Int32($0.width) }), \(images.map { Int32($0.height) }),
                \(images.map { Int64($0.byteCount) }))
            on conflict do nothing
            """)
        _ = try await connection.query(
            """
            insert into pairmill.sample
                (job, sample, id, name, image, instruction, reference, tags, content)
            select \(job), \(first) + row - 1, id, name, image, instruction, reference,
                string_to_array(tags, chr(31)), content
            from unnest(\(drafts.map(\.id.uuid)), \(drafts.map(\.name)), \(drafts.map(\.image.sha256)),
                \(drafts.map(\.instruction.rawValue)), \(drafts.map(\.reference.rawValue)),
                \(drafts.map { $0.tags.joined(separator: "\u{1F}") }), \(drafts.map(\.content)))
                with ordinality as t(id, name, image, instruction, reference, tags, content, row)
            """)
        _ = try await connection.query(
            """
            update pairmill.job set samples = samples + \(Int64(drafts.count)) where job = \(job)
            """)
    }

    package func image(_ sha256: SHA256Digest) async throws -> ImageRecord? {
        try await database.query(
            "select sha256, media_type, width, height, bytes from pairmill.image where sha256 = \(sha256)"
        ).first.map { row in
            ImageRecord(
                sha256: try row.decode(SHA256Digest.self, named: "sha256"),
                mediaType: try row.decode(String.self, named: "media_type"),
                width: Int(try row.decode(Int32.self, named: "width")),
                height: Int(try row.decode(Int32.self, named: "height")),
                byteCount: Int(try row.decode(Int64.self, named: "bytes")))
        }
    }
}
