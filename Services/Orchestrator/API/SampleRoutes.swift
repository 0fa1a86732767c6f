import Records
import Contracts
import Domain
import HTTPServing
import HTTPTypes

/// `POST /v1/jobs/{job}/samples`: a stream of lines in, a line of answer for each.
struct SampleRoutes: Sendable {
    let tools: OrchestratorTools

    func register(in router: inout Router) {
        router.on(.post, "/v1/jobs/{job}/samples", limits: .streaming) { try await take($0) }
    }

    private func take(_ request: Request) async throws -> Reply {
        let job = try await tools.job(of: request)
        guard job.state == .created else {
            throw Problem(409, code: "job_state", detail: IntakeRefusal.takesNoSamples.description)
        }
        let type = request.fields[.contentType]?.split(separator: ";").first.map(String.init) ?? ""
        let accepted = [
            "", "application/x-ndjson", "application/ndjson", "application/json", "text/plain",
            "application/x-www-form-urlencoded",
        ]
        guard accepted.contains(type.lowercased()) else {
            throw Problem(
                415, code: "media_type",
                detail: "samples come as lines of JSON (application/x-ndjson), not as \(type)")
        }
        let strict = try request.parameters { $0.flag("strict") }
        return .stream(type: "application/x-ndjson") { writer in
            do {
                try await tools.intake.take(request.body, into: job.number, strict: strict) { line in
                    try await writer.write(try line.jsonBytes() + [0x0A])
                }
            } catch let refusal as IntakeRefusal {
                let problem = Problem(409, code: "job_state", detail: refusal.description)
                try await writer.write(try ["error": problem].jsonBytes() + [0x0A])
            }
        }
    }
}
