package import Digests
package import Domain
import Foundation
import Postgres

/// A pair with its texts, as the API and the exports show it.
package struct StoredPair: Sendable {
    package let id: PairID
    package let round: Int
    package let sample: Int64
    package let sampleID: SampleID
    package let sampleName: String
    package let image: SHA256Digest
    package let mediaType: String
    package let instruction: String
    package let reference: String
    package let chosen: String
    package let rejected: String
    package let chosenTask: TaskID
    package let rejectedTask: TaskID
    package let chosenSource: String
    package let rejectedSource: String
    /// The dimensions the rejected text failed, by name.
    package let failed: [String]
    package let excluded: String?
    /// For a feedback pair, the response both feedbacks are about.
    package let response: String?
    package let sawReference: Bool

    init(_ row: PostgresRow) throws(PostgresError) {
        id = PairID(uuid: try row.decode(UUID.self, named: "id"))
        round = Int(try row.decode(Int16.self, named: "round"))
        sample = try row.decode(Int64.self, named: "sample")
        sampleID = SampleID(uuid: try row.decode(UUID.self, named: "sample_id"))
        sampleName = try row.decode(String.self, named: "sample_name")
        image = try row.decode(SHA256Digest.self, named: "image")
        mediaType = try row.decode(String.self, named: "media_type")
        instruction = try row.decode(String.self, named: "instruction")
        reference = try row.decode(String.self, named: "reference")
        chosen = try row.decode(String.self, named: "chosen_text")
        rejected = try row.decode(String.self, named: "rejected_text")
        chosenTask = TaskID(rawValue: try row.decode(Int64.self, named: "chosen"))
        rejectedTask = TaskID(rawValue: try row.decode(Int64.self, named: "rejected"))
        chosenSource = try row.decode(String.self, named: "chosen_source")
        rejectedSource = try row.decode(String.self, named: "rejected_source")
        failed = try row.decode([String].self, named: "failed")
        excluded = try row.decode(String?.self, named: "excluded")
        response = try row.decode(String?.self, named: "response_text")
        sawReference = try row.decode(Bool.self, named: "saw_reference")
    }
}
