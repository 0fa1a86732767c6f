package import Digests
package import Domain

/// A job as lists show it.
package struct JobSummary: Sendable, Codable, Hashable {
    package var id: JobID
    package var object: String
    package var name: String
    package var preset: Preset
    package var state: JobState
    package var samples: Int64
    package var specificationSHA256: SHA256Digest
    package var createdAt: Timestamp

    package init(
        id: JobID, object: String = "job", name: String, preset: Preset, state: JobState, samples: Int64,
        specificationSHA256: SHA256Digest, createdAt: Timestamp
    ) {
        self.id = id
        self.object = object
        self.name = name
        self.preset = preset
        self.state = state
        self.samples = samples
        self.specificationSHA256 = specificationSHA256
        self.createdAt = createdAt
    }

    package enum CodingKeys: String, CodingKey {
        case id, object, name, preset, state, samples
        case specificationSHA256 = "specification_sha256"
        case createdAt = "created_at"
    }
}
