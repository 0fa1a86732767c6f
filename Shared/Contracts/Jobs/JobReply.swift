package import Domain
package import Digests

/// The reply to `POST /v1/jobs`: the job, and the specification it will run.
package struct JobReply: Sendable, Codable, Hashable {
    package var id: JobID
    package var object: String
    package var name: String
    package var state: JobState
    package var seed: Seed
    package var specification: JSONValue
    package var specificationSHA256: SHA256Digest
    package var createdAt: Timestamp

    package init(
        id: JobID, object: String = "job", name: String, state: JobState, seed: Seed,
        specification: JSONValue, specificationSHA256: SHA256Digest, createdAt: Timestamp
    ) {
        self.id = id
        self.object = object
        self.name = name
        self.state = state
        self.seed = seed
        self.specification = specification
        self.specificationSHA256 = specificationSHA256
        self.createdAt = createdAt
    }

    package enum CodingKeys: String, CodingKey {
        case id, object, name, state, seed, specification
        case specificationSHA256 = "specification_sha256"
        case createdAt = "created_at"
    }
}
