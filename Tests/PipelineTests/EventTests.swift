import Contracts
import Domain
import PipelineSupport
import Testing

extension PipelineTests {
    /// What those are told who watch a job, and who come back.
    @Suite struct EventTests {
        @Test func `a watcher that comes back is told what came after what it has seen, in order`()
            async throws
        {
            try await withPipeline { pipeline in
                let job = try await pipeline.startJob(samples: 2)
                try await pipeline.wait(for: job, toBe: "done")
                try await pipeline.until("the end is told", within: .seconds(30)) {
                    let last = try await pipeline.events(of: job).dropLast().last
                    return last?.data["data"]?["state"] == "done"
                }
                let all = try await pipeline.events(of: job)
                let ids = all.compactMap(\.id)
                #expect(ids == Set(ids).sorted())
                let end = try #require(all.last)
                #expect(end.kind == "end" && end.data["state"] == "done")
                // All but the end have one.
                try #require(ids.count == all.count - 1 && ids.count >= 3)

                let middle = ids.count / 2
                let rest = Array(all[(middle + 1)...])
                let seen = "\(ids[middle])"
                #expect(try await pipeline.events(of: job, lastSeen: seen) == rest)
                #expect(try await pipeline.events(of: job, "?after=\(seen)") == rest)
                // Browsers come back to the same address: what they saw last outdoes its parameter.
                #expect(try await pipeline.events(of: job, "?after=0", lastSeen: seen) == rest)
                let last = "\(ids[ids.count - 1])"
                #expect(try await pipeline.events(of: job, lastSeen: last) == [end])
            }
        }

        @Test func `an id that is none is refused as a parameter, and as a field means all anew`()
            async throws
        {
            try await withPipeline(replicas: 0) { pipeline in
                let job = try await pipeline.createJob()
                #expect(try await pipeline.move(job, "cancel") == "cancelled")
                for wrong in ["x", "-1", "1.5", "9223372036854775808"] {
                    let refused = try await pipeline.send("GET", "/v1/jobs/\(job)/events?after=\(wrong)")
                    #expect(refused.status == 422, "\(wrong)")
                    #expect((try? refused.pointers) == ["/after"], "\(wrong): \(refused.text)")
                }
                let all = try await pipeline.events(of: job)
                #expect(all.map(\.kind) == ["job", "end"])
                #expect(try await pipeline.events(of: job, lastSeen: "x") == all)
            }
        }
    }
}

/// One server-sent event as a client reads it.
private struct ReceivedEvent: Sendable, Equatable {
    let id: Int64?
    let kind: String
    let data: JSONValue

    /// Nil for a comment, which only keeps the connection awake.
    init?(_ block: Substring) throws {
        var fields: [String: String] = [:]
        for line in block.split(separator: "\n") {
            let parts = line.split(separator: ": ", maxSplits: 1)
            if parts.count == 2 { fields[String(parts[0])] = String(parts[1]) }
        }
        guard let kind = fields["event"] else { return nil }
        id = fields["id"].flatMap { Int64($0) }
        self.kind = kind
        data = try JSONValue(parsing: fields["data"] ?? "")
    }
}

extension Pipeline {
    /// The events of a job that is over, to the end of their stream.
    fileprivate func events(
        of job: JobID, _ query: String = "", lastSeen: String? = nil
    ) async throws -> [ReceivedEvent] {
        let answer = try await send(
            "GET", "/v1/jobs/\(job)/events\(query)",
            fields: lastSeen.map { [(name: "Last-Event-ID", value: $0)] } ?? []
        ).succeeded()
        return try answer.text.split(separator: "\n\n").compactMap { try ReceivedEvent($0) }
    }
}
