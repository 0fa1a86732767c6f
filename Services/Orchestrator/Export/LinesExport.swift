import Contracts
import Digests
import Domain
import Postgres
import Records

/// The ndjson export: rows as lines, lineages as objects, images by their digests.
struct LinesExport: Sendable {
    let database: PostgresPool
    let job: JobRecord
    let specification: JobSpecification
    let query: ExportQuery

    /// Writes all rows of the kinds asked for, in the order of their names.
    func write(to sink: ByteSink) async throws {
        let pairs = try ExportedPairs(database, job: job.number, by: specification, query)
        for kind in query.kinds {
            switch kind {
            case .response, .feedback:
                try await pairs.forEach(kind == .feedback ? .feedback : .response) { pair in
                    try await sink(Array((row(pair).json + "\n").utf8)[...])
                }
            case .responses: try await writeTraces(to: sink)
            }
        }
    }

    private func row(_ exported: ExportedPair) -> JSONValue {
        let pair = exported.pair
        return [
            "kind": .string(exported.kind.rawValue), "pair_id": .string(pair.id.description),
            "sample_id": .string(pair.sampleID.description), "name": .string(pair.sampleName),
            "round": .integer(Int64(pair.round)), "image_sha256": .string(pair.image.hex),
            "instruction": .string(pair.instruction), "reference": .string(pair.reference),
            "prompt": .string(exported.question), "chosen": .string(pair.chosen),
            "rejected": .string(pair.rejected), "chosen_source": .string(pair.chosenSource),
            "rejected_source": .string(pair.rejectedSource),
            "failed": .string(pair.failed.joined(separator: ",")), "excluded": .string(pair.excluded ?? ""),
            "lineage": Lineage(job: job, specification: specification).json(of: exported),
        ]
    }

    private func writeTraces(to sink: ByteSink) async throws {
        let samples = StoredSamples(database)
        let traces = SampleTraces(database, specification: specification)
        var next: Int64 = 0
        while case let page = try await samples.page(of: job.number, from: next, limit: 50),
            let last = page.last
        {
            for trace in try await traces.traces(of: page, in: query.rounds, job: job.number) {
                try await sink(Array((trace.json + "\n").utf8)[...])
            }
            next = last.number + 1
        }
    }
}
