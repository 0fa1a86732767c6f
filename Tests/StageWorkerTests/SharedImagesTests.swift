import Backends
import Blobs
import Digests
import Testing

@testable import StageWorker

@Suite struct SharedImagesTests {
    private let digest = SHA256Digest(of: [1])

    @Test func `whoever is cancelled while he fetches leaves the fetching to those who wait`() async throws {
        let blobs = StallingBlobs()
        let images = SharedImages(blobs)
        try await withThrowingTaskGroup(of: SHA256Digest.self) { others in
            await withTaskGroup { first in
                first.addTask { [digest] in
                    await #expect(throws: BlobError.cancelled) { try await images.image(digest) }
                }
                while await blobs.asked == 0 { await Task.yield() }
                for _ in 0..<3 { others.addTask { [digest] in try await images.image(digest).sha256 } }
                while await images.waiting(for: digest) < 3 { await Task.yield() }
                first.cancelAll()
            }
            for try await found in others { #expect(found == digest) }
        }
        #expect(await blobs.asked == 2)
    }
}

/// The first who asks waits until he is cancelled.
private actor StallingBlobs: BlobStore {
    private(set) var asked = 0

    func put(_ bytes: [UInt8]) async throws(BlobError) -> SHA256Digest { throw .readOnly }

    func get(_ digest: SHA256Digest) async throws(BlobError) -> [UInt8] {
        asked += 1
        if asked > 1 { return [1] }
        let (never, sink) = AsyncStream.makeStream(of: Void.self)
        for await _ in never {}
        withExtendedLifetime(sink) {}
        throw .cancelled
    }
}
