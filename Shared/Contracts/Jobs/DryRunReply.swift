package import Digests

/// The reply to `POST /v1/jobs?dry_run=1`: nothing was stored.
package struct DryRunReply: Sendable, Codable, Hashable {
    package var specification: JSONValue
    package var specificationSHA256: SHA256Digest
    package var estimate: CallEstimate

    package init(specification: JSONValue, specificationSHA256: SHA256Digest, estimate: CallEstimate) {
        self.specification = specification
        self.specificationSHA256 = specificationSHA256
        self.estimate = estimate
    }

    package enum CodingKeys: String, CodingKey {
        case specification, estimate
        case specificationSHA256 = "specification_sha256"
    }
}
