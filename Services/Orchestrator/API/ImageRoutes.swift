import Access
import Blobs
import Blocking
import Contracts
import Digests
import Domain
import HTTPServing
import HTTPTypes
import Images
import Records
import Schemas

/// `GET /v1/images/{sha256}`: the clean image, for stages on other hosts and for people;
/// with `?perturbation=` what a contrastive response saw of it.
struct ImageRoutes: Sendable {
    let tools: OrchestratorTools

    func register(in router: inout Router) {
        router.on(.get, "/v1/images/{sha256}", needs: .viewer, as: .image) { try await image($0) }
    }

    private func image(_ request: Request) async throws -> Reply {
        let perturbation = try request.parameters {
            $0.value("perturbation", allowed: "one as pairs show it: {\"kind\", \"parameters\", \"seed\"}") {
                Perturbation(parsing: $0)
            }
        }
        guard let digest = SHA256Digest(hex: request.parameter("sha256")),
            let image = try await SampleRecords(tools.database).image(digest)
        else { throw Problem(404, code: "image_not_found", detail: "no sample has this image") }
        let tag = EntityTag(digest.hex)
        if perturbation == nil, request.has(tag) { return .notModified(tag) }
        let bytes: [UInt8]
        do {
            bytes = try await tools.blobs.get(digest)
        } catch BlobError.missing {
            throw Problem(404, code: "image_not_found", detail: "the image is not in the blob store")
        }
        guard let perturbation else {
            return Reply.immutable(bytes, type: image.mediaType).tagged(tag)
        }
        return .immutable(try await rendered(bytes, perturbation), type: ImageType.png.mediaType)
    }

    private func rendered(_ bytes: [UInt8], _ perturbation: Perturbation) async throws -> [UInt8] {
        do {
            return try await tools.blocking.run { try perturbation.applied(toImage: bytes) }
        } catch let error as ImageError {
            if case .libraryFailed = error { throw error }
            let problem = SpecificationProblem(pointer: "/perturbation", detail: error.description)
            throw Problem(SpecificationRefusal(problems: [problem]))
        }
    }
}

extension Perturbation {
    fileprivate init?(parsing text: String) {
        // What is no JSON is no perturbation either.
        guard let json = try? JSONValue(parsing: text), let read = Self(reading: json) else { return nil }
        self = read
    }
}

extension Reply {
    /// Bytes that never change under their address.
    fileprivate static func immutable(_ bytes: [UInt8], type: String) -> Reply {
        var reply = Reply.bytes(bytes, type: type)
        reply.fields[.cacheControl] = "public, max-age=31536000, immutable"
        return reply
    }
}

extension RouteDescription {
    fileprivate static let image = RouteDescription(
        "A sample's image, or what a contrastive response saw of it."
    )
    .path("sha256", SHA256Digest.schema)
    .query("perturbation", .text(), "JSON as pairs and traces show it; makes a PNG.")
    .answers(.anything, as: "image/png", fields: [.cacheControl])
    .answersNothing(304, "The client has these bytes already.")
    .answers(.anything, as: "image/jpeg")
    .refuses(404, "No sample has this image.")
}
