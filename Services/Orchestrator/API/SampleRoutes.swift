import Access
import Blocking
import Contracts
import Domain
import HTTPServing
import HTTPTypes
import Records
import Schemas

/// Samples: a stream of lines in, a line of answer for each; and a list of them by how they ended.
struct SampleRoutes: Sendable {
    let tools: OrchestratorTools

    func register(in router: inout Router) {
        router.on(.post, "/v1/jobs/{job}/samples", needs: .submitter, limits: .uploads, as: .takeSamples) {
            try await take($0)
        }
        router.on(.get, "/v1/jobs/{job}/samples", needs: .viewer, as: .listSamples) { try await list($0) }
    }

    private func list(_ request: Request) async throws -> Reply {
        let job = try await tools.job(of: request)
        let outcomes = SampleOutcome.allCases.filter { $0 != .running }
        let (round, outcome, limit, after) = try request.parameters { parameters in
            (
                parameters.value("round", allowed: "a number from 1 to 15") { text in
                    Int(text).flatMap { (1...TaskID.Limits.rounds).contains($0) ? $0 : nil }
                },
                parameters.value("outcome", allowed: outcomes.map(\.rawValue).joined(separator: ", ")) {
                    text in
                    outcomes.first { $0.rawValue == text }
                }, parameters.limit(), parameters.value("after", allowed: "the id of a sample", SampleID.init)
            )
        }
        let ended = try await SampleOutcomes(tools.database).page(
            of: job.number, round: round, outcome: outcome, after: after, limit: limit + 1)
        // From the start it would come to the same page again and again.
        guard let ended else {
            throw Problem(
                422, code: "invalid_fields", detail: "after names no sample of this job",
                errors: [Problem.Field(pointer: "/after", detail: "names no sample of this job")])
        }
        // Texts may be long, and a loop has others to serve (HTTP L9).
        return try await tools.blocking.run {
            let rows = ended.prefix(limit).map { SampleRow($0.sample, outcome: $0.outcome) }
            return try .canonical(
                ListEnvelope(rows, hasMore: ended.count > limit, lastID: rows.last?.id.description))
        }
    }

    private func take(_ request: Request) async throws -> Reply {
        let job = try await tools.job(of: request)
        guard job.state == .created else {
            throw IntakeRefusal.takesNoSamples
        }
        let strict = try request.parameters { $0.flag("strict") }
        let type = request[.contentType]?.split(separator: ";").first.map(String.init) ?? ""
        if type.lowercased() == "multipart/form-data" {
            let upload = try await receive(try request.multipart())
            return Self.answers {
                try await tools.intake.take(upload, into: job.number, strict: strict, answer: $0)
            }
        }
        let accepted = [
            "", "application/x-ndjson", "application/ndjson", "application/json", "text/plain",
            "application/x-www-form-urlencoded",
        ]
        guard accepted.contains(type.lowercased()) else {
            throw Problem(
                415, code: "media_type",
                detail: "samples come as lines of JSON (application/x-ndjson), not as \(type)")
        }
        return Self.answers { answer in
            try await tools.intake.take(request.body, into: job.number, strict: strict, answer: answer)
        }
    }

    /// Reads a form to its end before anything is answered, so that a malformed one is a problem.
    private func receive(_ form: MultipartParts) async throws -> SampleUpload {
        try await tools.intake.receive(form.map { UploadPart(name: $0.name, body: $0.body) })
    }

    /// A reply of one line for each that was taken; a refusal that comes late is its last.
    private static func answers(
        _ take: @escaping @Sendable (_ answer: (IntakeLine) async throws -> Void) async throws -> Void
    ) -> Reply {
        .stream(type: "application/x-ndjson") { writer in
            do {
                try await take { line in try await writer.write(try line.jsonBytes() + [0x0A]) }
            } catch let problem as Problem {
                try await writer.write(try ["error": problem].jsonBytes() + [0x0A])
            } catch let error as any ProblemConvertible {
                try await writer.write(try ["error": error.problem].jsonBytes() + [0x0A])
            }
        }
    }
}

extension RouteDescription {
    fileprivate static let takeSamples = RouteDescription(
        "Take samples in: lines of JSON, or a form with their images."
    )
    .ofJob
    .query("strict", .flag, "1 takes none of the lines where one is wrong.")
    .takes(.text(), as: "application/x-ndjson")
    .takes(.object(SchemaMembers(["samples": .text()], required: ["samples"])), as: "multipart/form-data")
    .answers(
        IntakeLine.schema, as: "application/x-ndjson",
        "A line for each that was sent and a summary; a refusal that comes late is the last."
    )
    .refuses(409, "The job takes no samples any more.")
    .refuses(415, "Samples come as lines of JSON or as a form.")
    fileprivate static let listSamples = RouteDescription("List samples in their order, with how each ended.")
        .ofJob
        .query("round", .round, "How they ended this round, else the last they were in.")
        .query(
            "outcome", .words(SampleOutcome.allCases.filter { $0 != .running }.map(\.rawValue)),
            "Those alone that ended so; `hard` is the hard set."
        )
        .lists(SampleRow.self, after: SampleID.schema)
}
