import Records
import Contracts
import Domain
import Foundation
import HTTPServing
import HTTPTypes

/// `GET /v1/jobs/{job}/export`: a streamed archive, also while the job runs.
struct ExportRoutes: Sendable {
    let tools: OrchestratorTools

    func register(in router: inout Router) {
        router.on(.get, "/v1/jobs/{job}/export", limits: .streaming) { try await export($0) }
    }

    private func export(_ request: Request) async throws -> Reply {
        let job = try await tools.job(of: request)
        let query: ExportQuery
        do throws(SpecificationRefusal) {
            query = try ExportQuery(
                Dictionary(request.query.names.map { ($0, request.query[$0] ?? "") }) { first, _ in first })
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
        case .hf:
            let export = FolderExport(
                database: tools.database, blobs: tools.blobs, pool: tools.blocking, job: job,
                specification: specification, query: query, snapshot: job.finishedAt ?? Date())
            var reply = Reply.stream(type: "application/x-tar") { writer in
                try await export.write { try await writer.write($0) }
            }
            reply.fields[.contentDisposition] = "attachment; filename=\"\(export.name).tar\""
            return reply
        }
    }
}
