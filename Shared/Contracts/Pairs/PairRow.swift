package import Domain
package import Digests

/// One line of `GET /v1/jobs/{job}/pairs`.
///
/// A preference pair or a feedback pair; for the latter the sides are feedbacks and
/// `response` is the text both are about.
package struct PairRow: Sendable, Codable, Hashable {
    /// Missing for a provisional pair, which is not stored yet.
    package var id: PairID?
    package var kind: Kind
    /// Whether its round is still open, so that closing may decide otherwise (DECISIONS 14).
    package var provisional: Bool
    package var round: Int
    package var sample: SampleID
    /// The id the user gave the sample.
    package var name: String
    package var imageSHA256: SHA256Digest
    package var instruction: Instruction
    package var reference: Reference
    package var response: String?
    package var chosen: PairSide
    package var rejected: PairSide
    package var excluded: PairExclusion?
    package var review: String?
    package var createdAt: Timestamp?

    package init(
        id: PairID? = nil, kind: Kind, provisional: Bool, round: Int, sample: SampleID, name: String,
        imageSHA256: SHA256Digest, instruction: Instruction, reference: Reference, response: String? = nil,
        chosen: PairSide, rejected: PairSide, excluded: PairExclusion? = nil, review: String? = nil,
        createdAt: Timestamp? = nil
    ) {
        self.id = id
        self.kind = kind
        self.provisional = provisional
        self.round = round
        self.sample = sample
        self.name = name
        self.imageSHA256 = imageSHA256
        self.instruction = instruction
        self.reference = reference
        self.response = response
        self.chosen = chosen
        self.rejected = rejected
        self.excluded = excluded
        self.review = review
        self.createdAt = createdAt
    }

    package enum CodingKeys: String, CodingKey {
        case id, kind, provisional, round, sample, name, instruction, reference, response, chosen, rejected,
            excluded, review
        case imageSHA256 = "image_sha256"
        case createdAt = "created_at"
    }
}
