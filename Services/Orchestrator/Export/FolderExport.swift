import Archives
import Blobs
import Blocking
import Contracts
import Digests
import Domain
import Foundation
import OrderedCollections
import Postgres
import Records

/// The hf export: imagefolders in a streamed tar (FORMATS.md §2).
///
///     pairmill-<job>-hf/
///       README.md
///       response/train/metadata.jsonl, response/train/images/ab/<sha256>.png
///       feedback/train/metadata.jsonl, feedback/train/images/ab/<sha256>.png
///       report.json
///       manifest.json
struct FolderExport: Sendable {
    let database: PostgresPool
    let blobs: any BlobStore
    /// Where rows are spooled.
    let pool: BlockingPool
    let job: JobRecord
    let specification: JobSpecification
    let query: ExportQuery
    /// The moment the export stands for; the same moment gives the same bytes.
    let snapshot: Date

    /// The folder inside the archive, and its name without `.tar`.
    var name: String { "pairmill-\(job.id)-hf" }

    /// Writes the whole archive.
    func write(to sink: @escaping ByteSink) async throws {
        let tar = TarWriter(
            root: name + "/", modified: Int64(snapshot.timeIntervalSince1970), write: sink)
        let report = try await ReportBuilding(database).report(
            of: job, by: specification, kinds: kinds, rounds: query.rounds)
        var manifest = try await ExportManifest(head, pool: pool)
        let card = DatasetCard(job: job, specification: specification, report: report, kinds: kinds)
        try await manifest.add(try await tar.add("README.md", Array(card.text.utf8)))
        var written: [ExportedImage: String] = [:]
        var rows: OrderedDictionary<String, JSONValue> = [:]
        for kind in kinds {
            let count = try await write(kind, to: tar, &manifest, &written)
            rows[kind.rawValue] = .integer(Int64(count))
        }
        try await manifest.add(
            try await tar.add("report.json", try report.jsonBytes() + [UInt8(ascii: "\n")]))
        try await manifest.finish(into: tar, rows: .object(rows))
        try await tar.finish()
    }

    private var kinds: [PairRow.Kind] {
        query.kinds.compactMap { PairRow.Kind(rawValue: $0.rawValue) }
    }

    private var head: JSONValue {
        [
            "format": "hf", "kinds": .array(kinds.map { .string($0.rawValue) }),
            "rounds": query.rounds.map { .array($0.map { .integer(Int64($0)) }) } ?? "all",
            "snapshot": .string(Timestamp(snapshot).description),
            "job": .string(job.id.description),
            "specification_sha256": .string(job.specificationDigest.hex),
        ]
    }

    /// Spools the rows of a kind, then writes its splits; returns how many rows.
    private func write(
        _ kind: PairRow.Kind, to tar: TarWriter, _ manifest: inout ExportManifest,
        _ written: inout [ExportedImage: String]
    ) async throws -> Int {
        var train = try await SpooledSplit(.train, pool: pool)
        var validation = try await SpooledSplit(.validation, pool: pool)
        let format = HuggingFaceRow(
            lineage: Lineage(job: job, specification: specification),
            escape: PlaceholderEscape(specification.pairing.filters))
        let pairs = try ExportedPairs(database, job: job.number, by: specification, query)
        try await pairs.forEach(kind) { pair in
            let row = Array((format.json(of: pair).json + "\n").utf8)
            switch ExportSplit(ofSample: pair.pair.sampleName, holdout: query.holdout) {
            case .train: try await train.add(row, image: pair.image)
            case .validation: try await validation.add(row, image: pair.image)
            }
        }
        try await write(&train, of: kind, to: tar, &manifest, &written)
        if validation.rows > 0 { try await write(&validation, of: kind, to: tar, &manifest, &written) }
        return train.rows + validation.rows
    }

    /// Writes one split; an image that was written before becomes a link to it.
    private func write(
        _ spooled: inout SpooledSplit, of kind: PairRow.Kind, to tar: TarWriter,
        _ manifest: inout ExportManifest, _ written: inout [ExportedImage: String]
    ) async throws {
        let folder = "\(kind.rawValue)/\(spooled.split.rawValue)/"
        try await spooled.lines.flush()
        try await manifest.add(try await tar.add(folder + "metadata.jsonl", spooled.lines))
        for image in spooled.sortedImages {
            let path = folder + image.path
            if let first = written[image] {
                try await tar.link(path, to: first + image.path)
                try await manifest.add(link: path, to: first + image.path)
            } else {
                try await manifest.add(try await tar.add(path, try await blobs.get(image.sha256)))
                written[image] = folder
            }
        }
    }
}
