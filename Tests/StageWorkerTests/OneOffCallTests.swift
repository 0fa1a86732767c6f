import Backends
import Blobs
import Contracts
import Digests
import Domain
import HTTPServing
import Testing

@testable import StageWorker

@Suite struct OneOffCallTests {
    private let digest = SHA256Digest(of: [1])

    private func problem(of error: BlobError) async -> Problem? {
        await #expect(throws: Problem.self) { try await OneOffCall.run { throw error } }
    }

    @Test func `an image that is not stored is not found`() async {
        let problem = await problem(of: .missing(digest))
        #expect(problem?.status == 404 && problem?.code == "image_not_found")
        #expect(problem?.retryAfter == nil)
    }

    @Test func `a store that can't be read now is to be asked again`() async {
        for error in [
            BlobError.unreachable("no route"), .busy, .cancelled, .corrupt(digest, found: digest),
            .file(function: "open", path: "/a", code: 24),
        ] {
            let problem = await problem(of: error)
            #expect(problem?.status == 503, "\(error)")
            #expect(problem?.retryAfter != nil, "\(error)")
        }
    }

    @Test func `an image sent along is a PNG or a JPEG, or its field is named`() async throws {
        let images = SharedImages(NoBlobs())
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]
        for bytes in [png, [0xFF, 0xD8, 0xFF, 0xE0]] {
            let image = try await images.image(.data(bytes))
            #expect(image.sha256 == SHA256Digest(of: bytes))
        }
        for bytes in [[], [0xFF, 0xD8], Array("RIFF1234WEBP".utf8), Array("garbage".utf8)] {
            let problem = await #expect(throws: Problem.self) { try await images.image(.data(bytes)) }
            #expect(problem?.status == 422)
            #expect(problem?.errors?.map(\.pointer) == ["/image"])
        }
    }

    @Test func `one wrong field is told as one`() {
        let one = SpecificationRefusal(problems: [SpecificationProblem(pointer: "/a", detail: "wrong")])
        #expect(Problem(one).detail == "a field is wrong")
        #expect(Problem(one).errors?.map(\.pointer) == ["/a"])
    }
}

private struct NoBlobs: BlobStore {
    func put(_ bytes: [UInt8]) async throws(BlobError) -> SHA256Digest { throw .readOnly }
    func get(_ digest: SHA256Digest) async throws(BlobError) -> [UInt8] { throw .missing(digest) }
}
