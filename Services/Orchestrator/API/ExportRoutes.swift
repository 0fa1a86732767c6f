import Access
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
        router.on(.get, "/v1/jobs/{job}/export", needs: .viewer, limits: .streaming) { try await export($0) }
    }

    private func export(_ request: Request) async throws -> Reply {
        let job = try await tools.job(of: request)
        let query: ExportQuery
        do throws(SpecificationRefusal) {
            query = try ExportQuery(request.parameters)
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
            if Self.isKnown(export.entityTag, by: request) {
                return Reply(status: .notModified, fields: [.eTag: export.entityTag])
            }
            var reply = Reply.stream(type: "application/x-tar") { writer in
                try await export.write { try await writer.write($0) }
            }
            reply.fields[.eTag] = export.entityTag
            reply.fields[.contentDisposition] = "attachment; filename=\"\(export.name).tar\""
            return reply
        }
    }

    /// Whether the client has these bytes already (RFC 9110 §13.1.2).
    private static func isKnown(_ tag: String, by request: Request) -> Bool {
        let known = request[.ifNoneMatch]?.split(separator: ",") ?? []
        return known.contains { $0.trimmingPrefix(" ").trimmingPrefix("W/") == tag || $0 == "*" }
    }
}
