import Access
import Records
import Schemas
import Contracts
import Domain
import Foundation
import HTTPServing
import HTTPTypes

/// `GET /v1/jobs/{job}/export`: a streamed archive, also while the job runs.
struct ExportRoutes: Sendable {
    let tools: OrchestratorTools

    func register(in router: inout Router) {
        router.on(.get, "/v1/jobs/{job}/export", needs: .viewer, limits: .streaming, as: .export) {
            try await export($0)
        }
    }

    private func export(_ request: Request) async throws -> Reply {
        let job = try await tools.job(of: request)
        let query: ExportQuery
        do throws(SpecificationRefusal) {
            query = try ExportQuery(request.singleParameters())
        } catch {
            throw Problem(error)
        }
        let specification = try job.readSpecification()
        switch query.format {
        case .ndjson:
            let export = LinesExport(
                database: tools.database, job: job, specification: specification, query: query)
            return .stream(type: "application/x-ndjson") { writer in
                try await export.write { try await writer.write($0) }
            }
        case .trainer:
            let lines = TrainingLines(database: tools.database, blobs: tools.blobs, images: nil)
            return .stream(type: "application/x-ndjson") { writer in
                try await lines.forEach(
                    query.kinds == [.feedback] ? .feedback : .response, of: job.number, by: specification,
                    query
                ) { try await writer.write($0) }
            }
        case .hf:
            let export = FolderExport(
                database: tools.database, blobs: tools.blobs, pool: tools.blocking, job: job,
                specification: specification, query: query, snapshot: FolderExport.snapshot(of: job))
            if request.has(export.entityTag) { return .notModified(export.entityTag) }
            var reply = Reply.stream(type: "application/x-tar") { writer in
                try await export.write { try await writer.write($0) }
            }
            reply.fields[.contentDisposition] = "attachment; filename=\"\(export.name).tar\""
            return reply.tagged(export.entityTag)
        }
    }
}

extension RouteDescription {
    fileprivate static let export = RouteDescription("Export pairs, also while the job runs.").ofJob
        .query(
            "format", .words(ExportQuery.Format.allCases.map(\.rawValue)),
            "`hf` (a tar) where it is left out."
        )
        .query(
            "kind", kinds, "`response` where it is left out; `responses` needs `ndjson`; several with commas."
        )
        .query("rounds", .text(pattern: rounds), "Numbers of rounds with commas; all where it is left out.")
        .query("filters", .words(["on", "off"]), "`off` exports what filters struck too.")
        .query("holdout", .share, "The share of samples that goes to validation, 0 to 0.9.")
        .query("reference_guided", .flag, "1 takes feedback pairs in that were drawn with the reference.")
        .query("prompt", .words(["instruction"]), "What is exported as the prompt.")
        .answers(.anything, as: "application/x-tar", fields: [.eTag])
        .answers(.object(SchemaMembers()), as: "application/x-ndjson")
        .answersNothing(304, "The client has these bytes already.")

    private static let kinds = Schema.text(
        pattern: "(response|feedback|responses)(,(response|feedback|responses))*")
    private static let rounds = "([1-9]|1[0-5])(,([1-9]|1[0-5]))*"
}
