import Contracts
package import Domain

extension Pipeline {
    /// Asks for a move of a job's life and tells the state it is in then.
    package func move(_ job: JobID, _ verb: String) async throws -> String? {
        try await send("POST", "/v1/jobs/\(job)/\(verb)").succeeded().json["state"]?.text
    }

    /// The tasks of all stages in a place, as the job's status counts them.
    package func count(_ place: String, of job: JobID) async throws -> Int64 {
        let stages = try await status(of: job)["stages"]
        return ["generate", "revise", "verify"].reduce(0) { $0 + (stages?[$1]?[place]?.whole ?? 0) }
    }

    package func counts(_ places: [String], of job: JobID) async throws -> Int64 {
        var sum: Int64 = 0
        for place in places { sum += try await count(place, of: job) }
        return sum
    }
}
