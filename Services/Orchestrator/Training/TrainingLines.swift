import Blobs
import Contracts
import Digests
import Domain
import Foundation
import Postgres
import Records

/// A job's pairs as a trainer reads them, line by line: prompt, picture, two replies (BACKENDS §8).
///
/// The prompt is the text as it is sent, for the adapter is asked with it later (FORMATS §3).
struct TrainingLines: Sendable {
    let database: PostgresPool
    let blobs: any BlobStore
    /// Where the trainer fetches pictures; nil puts them into the lines.
    let images: String?

    /// Hands each line of a kind to the body, in the order (round, chosen, rejected).
    func forEach(
        _ kind: PairRow.Kind, of job: Int32, by specification: JobSpecification, _ query: ExportQuery,
        _ body: ([UInt8]) async throws -> Void
    ) async throws {
        let prompts = try SentPrompts(specification)
        let escape = PlaceholderEscape(specification.pairing.filters)
        let pairs = try ExportedPairs(database, job: job, by: specification, query)
        var picture: (digest: SHA256Digest, url: [UInt8])?
        try await pairs.forEach(kind) { pair in
            // The pairs of one sample come together, so its picture is read once.
            if picture?.digest != pair.pair.image {
                picture = (pair.pair.image, try await url(of: pair.image))
            }
            let line = TrainingLine(
                prompt: pair.prompt ?? prompts.generation(instruction: pair.pair.instruction),
                chosen: escape.escaped(pair.pair.chosen), rejected: escape.escaped(pair.pair.rejected),
                pair: pair.pair.id.description)
            try await body(try line.bytes(imageURL: picture?.url ?? []))
        }
    }

    private func url(of image: ExportedImage) async throws -> [UInt8] {
        if let images { return Array("\(images)/v1/images/\(image.sha256.hex)".utf8) }
        let bytes = try await blobs.get(image.sha256)
        return Array("data:\(image.mediaType);base64,".utf8)
            + Foundation.Data(bytes).base64EncodedData()
    }
}
