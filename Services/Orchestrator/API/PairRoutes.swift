import Access
import Blocking
import Contracts
import Domain
import HTTPServing
import HTTPTypes
import Records
import Schemas

/// `GET /v1/jobs/{job}/pairs` and `/report`, also while the job runs.
struct PairRoutes: Sendable {
    let tools: OrchestratorTools

    func register(in router: inout Router) {
        router.on(.get, "/v1/jobs/{job}/pairs", needs: .viewer, limits: .streaming, as: .listPairs) {
            try await pairs($0)
        }
        router.on(.get, "/v1/jobs/{job}/report", needs: .viewer, as: .report) { request in
            let job = try await tools.job(of: request)
            let report = try await ReportBuilding(tools.database).report(
                of: job, by: try job.readSpecification())
            return try .canonical(report)
        }
    }

    private func pairs(_ request: Request) async throws -> Reply {
        let job = try await tools.job(of: request)
        let wanted = try request.parameters { PairQuery(&$0) }
        let specification = try job.readSpecification()
        return .stream(type: "application/x-ndjson") { writer in
            for round in try await RoundRecords(tools.database).list(of: job.number)
            where wanted.round == nil || wanted.round == round.number {
                switch round.state {
                case .seeding, .open:
                    try await writeProvisional(job, specification, round.number, wanted, to: writer)
                default: try await writeStored(job, round.number, wanted, to: writer)
                }
            }
        }
    }

    private func writeStored(
        _ job: JobRecord, _ round: Int, _ wanted: PairQuery, to writer: ReplyWriter
    ) async throws {
        let pairs = StoredPairRows(tools.database)
        var cursor: PairPages.Cursor?
        repeat {
            let page = try await pairs.page(
                of: job.number, kind: wanted.kind, round: round, withExcluded: wanted.withExcluded,
                after: cursor, limit: 200)
            try await write(page.rows, to: writer)
            cursor = page.next
        } while cursor != nil
    }

    private func writeProvisional(
        _ job: JobRecord, _ specification: JobSpecification, _ round: Int, _ wanted: PairQuery,
        to writer: ReplyWriter
    ) async throws {
        let pairs = ProvisionalPairs(tools.database)
        var next: Int64? = 0
        while let first = next {
            let page = try await pairs.page(
                of: job, by: specification, round: round, kind: wanted.kind,
                withExcluded: wanted.withExcluded, from: first)
            try await write(page.rows, to: writer)
            next = page.next
        }
    }

    private func write(_ rows: [PairRow], to writer: ReplyWriter) async throws {
        // Texts may be long, and a loop has others to serve (HTTP L9).
        let bytes = try await tools.blocking.run {
            try rows.reduce(into: [UInt8]()) { $0 += try $1.jsonBytes() + [0x0A] }
        }
        try await writer.write(bytes)
    }
}

/// `?kind=response|feedback&round=&excluded=1`.
private struct PairQuery {
    var kind = PairRow.Kind.response
    var round: Int?
    var withExcluded = false

    init(_ reading: inout ParameterReading) {
        kind = reading.value("kind", allowed: "response or feedback", PairRow.Kind.init) ?? kind
        round = reading.value("round", allowed: "a number from 1 to \(TaskID.Limits.rounds)") { text in
            Int(text).flatMap { (1...TaskID.Limits.rounds).contains($0) ? $0 : nil }
        }
        withExcluded = reading.flag("excluded")
    }
}

extension RouteDescription {
    fileprivate static let listPairs = RouteDescription("All pairs, a line each, also while the job runs.")
        .ofJob
        .query("kind", .words(PairRow.Kind.allCases.map(\.rawValue)), "`response` where it is left out.")
        .query("round", .round, "Those of one round alone.")
        .query("excluded", .flag, "1 shows those that filters struck too.")
        .answers(Schema(of: PairRow.self), as: "application/x-ndjson")
    fileprivate static let report = RouteDescription(
        "Yields, verdicts, lengths and filters' counts of a job."
    ).ofJob
        .answers(Report.self)
}
