package import Contracts
package import Domain
import Foundation
import Images
import Postgres
import Records
import TestSupport

extension Pipeline {
    /// A small job: three responses of a sample, each revised once, and no filter that looks at a whole round.
    package static let specification: JSONValue = [
        "preset": "ipa-round-1", "name": "pipeline", "seed": 20_260_101,
        "sampling": ["normal": 2, "contrastive": 1], "revision": ["feedbacks": 1],
        "pairing": ["filters": ["length_balance": ["on": false]]],
    ]

    /// Creates a job, uploads so many samples and starts it.
    package func startJob(samples: Int) async throws -> JobID {
        try await startJob(lines: (0..<samples).map { try Self.sample($0 + 1) })
    }

    /// Creates a job, uploads lines, all of which must be stored, and starts it.
    package func startJob(lines: [JSONValue]) async throws -> JobID {
        let job = try await createJob()
        let upload = try await send(
            "POST", "/v1/jobs/\(job)/samples", body: Array(lines.map { $0.json + "\n" }.joined().utf8),
            type: "application/x-ndjson"
        ).succeeded()
        guard try upload.lines.last?["summary"]?["stored"] == .integer(Int64(lines.count)) else {
            throw PipelineError.refused(status: upload.status, body: upload.text)
        }
        _ = try await send("POST", "/v1/jobs/\(job)/start").succeeded()
        return job
    }

    package func createJob(_ specification: JSONValue = Pipeline.specification) async throws -> JobID {
        let created = try await send("POST", "/v1/jobs", json: specification).succeeded()
        guard let job = try created.json["id"]?.text.flatMap(JobID.init) else {
            throw PipelineError.refused(status: created.status, body: created.text)
        }
        return job
    }

    /// A line of the upload: a picture of its own, and words of its own.
    package static func sample(_ number: Int) throws -> JSONValue {
        let shade = UInt8(truncatingIfNeeded: number * 37)
        let picture = PixelImage(width: 32, height: 30, red: shade, green: 90, blue: 255 - shade)
        let data = Foundation.Data(try picture.png(compression: 1)).base64EncodedString()
        return [
            "id": .string("s\(number)"), "image": ["data": .string(data)],
            "instruction": .string("What does picture \(number) show?"),
            "reference": .string("A plain picture, number \(number)."),
        ]
    }

    package func status(of job: JobID) async throws -> JSONValue {
        try await send("GET", "/v1/jobs/\(job)").succeeded().json
    }

    package func wait(for job: JobID, toBe state: String, within deadline: Duration = .seconds(120))
        async throws
    {
        try await until("the job is \(state)", within: deadline) {
            try await self.status(of: job)["state"]?.text == state
        }
    }

    /// Every stored pair of the job, struck ones included.
    package func pairs(of job: JobID) async throws -> Set<ComparedPair> {
        let lines = try await send("GET", "/v1/jobs/\(job)/pairs?excluded=1").succeeded().lines
        return Set(lines.map(ComparedPair.init))
    }

    /// Tasks that are nowhere, and tasks that are in two places.
    package func conservation() async throws -> (leak: Int64, doubled: Int64) {
        let row = try await database.pool.query(
            """
            select coalesce(sum(abs(leak)), 0)::bigint as leak, coalesce(sum(doubled), 0)::bigint as doubled
            from pairmill.conservation
            """
        ).first
        return (
            try row?.decode(Int64.self, named: "leak") ?? -1,
            try row?.decode(Int64.self, named: "doubled") ?? -1
        )
    }
}
