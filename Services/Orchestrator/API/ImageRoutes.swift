import Blobs
import Digests
import HTTPServing
import HTTPTypes
import Records

/// `GET /v1/images/{sha256}`: the clean image, for stages on other hosts and for people.
struct ImageRoutes: Sendable {
    let tools: OrchestratorTools

    func register(in router: inout Router) {
        router.on(.get, "/v1/images/{sha256}") { request in
            guard let digest = SHA256Digest(hex: request.parameter("sha256")),
                let image = try await SampleRecords(tools.database).image(digest)
            else { throw Problem(404, code: "image_not_found", detail: "no sample has this image") }
            do {
                var reply = Reply.bytes(try await tools.blobs.get(digest), type: image.mediaType)
                reply.fields[.cacheControl] = "public, max-age=31536000, immutable"
                reply.fields[.eTag] = "\"\(digest.hex)\""
                return reply
            } catch BlobError.missing {
                throw Problem(404, code: "image_not_found", detail: "the image is not in the blob store")
            }
        }
    }
}
