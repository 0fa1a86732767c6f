import Contracts
import Digests
import Domain
import Foundation
import HTTPServing
import Postgres
import Records
import TestSupport
import Testing

@testable import Orchestrator

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct FolderExportTests {
    /// Runs the job of `RoundDriverTests` through its first round.
    private func withPairs(_ body: @Sendable (DrivenJob) async throws -> Void) async throws {
        try await DrivenJob.with(RoundDriverTests.specification, passes: RoundDriverTests.passes) { job in
            _ = try await job.take(try RoundDriverTests.lines())
            try await job.start()
            try await job.drive()
            try await job.seed(1)
            try await job.stages.workAll()
            try await job.close(1)
            try await job.drive()
            try await body(job)
        }
    }

    private func archive(_ job: DrivenJob, _ query: ExportQuery) async throws -> [UInt8] {
        let collected = CollectedBytes()
        try await FolderExport(
            database: job.pool, blobs: job.blobs, pool: job.threads, job: job.record(),
            specification: job.specification, query: query,
            snapshot: Date(timeIntervalSince1970: 1_700_000_000)
        ).write { collected.add($0) }
        return collected.bytes
    }

    private var bothKinds: ExportQuery {
        var query = ExportQuery()
        query.kinds = [.response, .feedback]
        return query
    }

    @Test func `the archive unpacks to folders whose manifest holds`() async throws {
        try await withPairs { job in
            let bytes = try await archive(job, bothKinds)
            let folder = try ArchiveFolder()
            defer { folder.remove() }
            _ = try await folder.tar(["-x"], bytes)
            let root = "pairmill-\(job.job.id)-hf/"
            let manifest = try JSONValue(parsing: try folder.bytes(of: root + "manifest.json"))

            #expect(try await folder.tar(["-t"], bytes).hasSuffix("manifest.json\n"))
            #expect(manifest["format"] == "hf")
            #expect(manifest["rows"] == ["response": 2, "feedback": 2])
            for file in try #require(manifest["files"]?.elements) {
                let contents = try folder.bytes(of: root + (file["path"]?.text ?? ""))
                guard file["link"] == nil else { continue }
                #expect(file["sha256"]?.text == SHA256Digest(of: contents).hex)
                #expect(file["bytes"] == .integer(Int64(contents.count)))
            }
            let card = String(decoding: try folder.bytes(of: root + "README.md"), as: UTF8.self)
            #expect(card.contains("- {config_name: response, data_dir: response, default: true}"))
        }
    }

    @Test func `a perturbation that changed nothing does not stop an export`() async throws {
        try await withPairs { job in
            try await job.pool.query(
                """
                update pairmill.response r set
                    detail = jsonb_set(r.detail, '{image_sha256}', to_jsonb(encode(s.image, 'hex'))),
                    perturbation = coalesce(r.perturbation, (
                        select p.perturbation from pairmill.response p where p.perturbation is not null limit 1))
                from pairmill.sample s where s.sample = pairmill.sample_of(r.task_id)
                """)
            #expect(try await !archive(job, bothKinds).isEmpty)
        }
    }

    @Test func `rows have every column, and their image lies beside them`() async throws {
        try await withPairs { job in
            let bytes = try await archive(job, bothKinds)
            let folder = try ArchiveFolder()
            defer { folder.remove() }
            _ = try await folder.tar(["-x"], bytes)
            let root = "pairmill-\(job.job.id)-hf/"
            var inodes: [Int] = []
            for kind in ["response", "feedback"] {
                let split = root + kind + "/train/"
                let lines = try folder.bytes(of: split + "metadata.jsonl").split(
                    separator: UInt8(ascii: "\n"))
                #expect(lines.count == 2)
                for line in lines {
                    let row = try JSONValue(parsing: line)
                    #expect(row["prompt"]?.elements?.count == 1)
                    #expect(row["prompt"]?.elements?.first?["role"] == "user")
                    #expect(row["failed"] == "entailment,completeness,consistency")
                    let lineage = try JSONValue(parsing: try #require(row["lineage"]?.text))
                    #expect(lineage["chosen"]?["verdict"]?["v"] == 1)
                    #expect(lineage["rejected"]?["verdict"]?["v"] == 0)
                    let image = try #require(row["file_names"]?.elements?.first?.text)
                    let digest = SHA256Digest(of: try folder.bytes(of: split + image))
                    #expect(row["image_sha256"]?.text == digest.hex)
                    inodes.append(try folder.number(of: split + image))
                }
            }
            #expect(Set(inodes).count == 1, "the second split links to the first one's image")
        }
    }

    @Test func `a feedback row asks with the reviser's prompt, filled as it was sent`() async throws {
        try await withPairs { job in
            let pairs = try ExportedPairs(
                job.pool, job: job.job.number, by: job.specification, bothKinds)
            var seen = 0
            try await pairs.forEach(.feedback) { pair in
                seen += 1
                let response = try #require(pair.pair.response)
                #expect(pair.question.contains(response))
                #expect(pair.question.contains("What is it?"))
            }
            #expect(seen == 2)
        }
    }

    @Test func `the same snapshot gives the same bytes`() async throws {
        try await withPairs { job in
            let first = try await archive(job, bothKinds)
            #expect(try await archive(job, bothKinds) == first)
        }
    }

    @Test func `the entity tag names query and snapshot`() async throws {
        try await withPairs { job in
            let record = try await job.record()
            func tag(_ query: ExportQuery, at seconds: Double = 1) -> EntityTag {
                FolderExport(
                    database: job.pool, blobs: job.blobs, pool: job.threads, job: record,
                    specification: job.specification, query: query,
                    snapshot: Date(timeIntervalSince1970: seconds)
                ).entityTag
            }
            #expect(tag(bothKinds) == tag(bothKinds))
            #expect(Set([tag(bothKinds), tag(ExportQuery()), tag(bothKinds, at: 2)]).count == 3)
        }
    }

    @Test func `a pair whose verdict changed sides stops the export, by name`() async throws {
        try await withPairs { job in
            try await job.pool.query(
                """
                update pairmill.verdict set v = 0, failed = '{entailment}'
                where task_id = (
                    select chosen + 1 from pairmill.preference_pair where excluded is null limit 1)
                """)
            let error = await #expect(throws: ExportError.self) {
                _ = try await archive(job, ExportQuery())
            }
            guard case .integrity(_, let what) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(what.contains("v = 1"))
        }
    }

    @Test func `lines hold pairs and whole traces`() async throws {
        try await withPairs { job in
            let collected = CollectedBytes()
            var query = ExportQuery()
            query.format = .ndjson
            query.kinds = [.response, .responses]
            try await LinesExport(
                database: job.pool, job: job.record(), specification: job.specification, query: query
            ).write { collected.add($0) }
            let rows = try collected.bytes.split(separator: UInt8(ascii: "\n")).map {
                try JSONValue(parsing: $0)
            }

            #expect(rows.count == 2 + 3)
            #expect(rows[0]["lineage"]?["chosen"]?["model"]?.text?.hasPrefix("model-of-") == true)
            let trace = rows[2]
            #expect(trace["rounds"]?.elements?.first?["responses"]?.elements?.count == 2)
            #expect(
                trace["rounds"]?.elements?.first?["responses"]?.elements?.first?["revisions"]?.elements?.count
                    == 2)
        }
    }

    @Test func `the report adds up`() async throws {
        try await withPairs { job in
            let report = try await ReportBuilding(job.pool).report(of: job.record(), by: job.specification)

            #expect(report.built == report.rows + report.excluded.values.reduce(0, +))
            #expect(report.rows == 2)
            #expect(report.rounds == ["1": 2])
            #expect(report.samples.all == 3)
            #expect(
                report.samples.withPairs == 1 && report.samples.allPassed == 1 && report.samples.hard == 1)
            #expect(report.verdicts.passed + report.verdicts.failed == 18)
            #expect(report.length.chosen.mean > 0)
            #expect(report.policies.values.reduce(0, +) == 2)
            #expect(report.warnings.contains { $0.contains("without training") })
        }
    }
}
