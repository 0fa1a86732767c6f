import Access
import Contracts
import Domain
import Foundation
import HTTPServing
import HTTPTypes
import Records
import Schemas

/// `GET /v1/jobs/{job}/events`: what happens to a job, as server-sent events.
///
/// Events are kept, so whoever comes back with `Last-Event-ID` misses none. In between come
/// events of kind `progress`, which have no id: what they say is soon told again.
struct EventRoutes: Sendable {
    let tools: OrchestratorTools

    func register(in router: inout Router) {
        router.on(.get, "/v1/jobs/{job}/events", needs: .viewer, limits: .events, as: .watchJob) {
            try await events($0)
        }
    }

    private func events(_ request: Request) async throws -> Reply {
        let job = try await tools.job(of: request)
        let asked = try request.parameters { parameters in
            parameters.value("after", allowed: "the id of an event") { text in
                Int64(text).flatMap { $0 < 0 ? nil : $0 }
            }
        }
        let seen = request[.lastEventID].flatMap { Int64($0) } ?? asked ?? 0
        let stream = JobEventStream(tools: tools, job: job.id, number: job.number)
        return .events { writer in
            try await stream.write(to: writer, after: seen) { request.isStillAllowed }
        }
    }
}

extension HTTPField.Name {
    /// WHATWG HTML §9.2.4.
    static var lastEventID: Self { HTTPField.Name("Last-Event-ID") ?? .ifMatch }
}

extension RouteDescription {
    fileprivate static let watchJob = RouteDescription(
        "What happens to a job, as server-sent events until it is over."
    )
    .ofJob
    .query("after", .integer(0...Int64.max), "The id of the last event seen.")
    .header(.lastEventID, .text(), "The same, as browsers send it.")
    .answers(
        .object(
            SchemaMembers(
                ["event": .text(), "data": .text(), "id": .text()], required: ["event", "data"])),
        as: "text/event-stream")
}
