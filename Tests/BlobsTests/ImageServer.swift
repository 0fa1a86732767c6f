import Curl
import Digests
import EventLoop
import Foundation
import HTTPServing
import HTTPTypes
import Logging
import Synchronization

@testable import Blobs

/// An Orchestrator's route for images, which counts how often it is asked.
final class ImageServer: Sendable {
    private let images = Mutex<[String: [UInt8]]>([:])
    private let counted = Mutex(0)
    private let stalled = Mutex(0)

    /// Requests so far.
    var requests: Int { counted.withLock { $0 } }

    /// Serves some bytes under the digest of others, or of their own.
    @discardableResult
    func serve(_ bytes: [UInt8], as digest: SHA256Digest? = nil) -> SHA256Digest {
        let digest = digest ?? SHA256Digest(of: bytes)
        images.withLock { $0[digest.hex] = bytes }
        return digest
    }

    /// Lets the next request wait until its client has gone.
    func stallOnce() { stalled.withLock { $0 += 1 } }

    private static func untilCancelled() async {
        let (never, sink) = AsyncStream.makeStream(of: Void.self)
        for await _ in never {}
        withExtendedLifetime(sink) {}
    }

    private func takeStall() -> Bool {
        stalled.withLock { stalled in
            defer { stalled = max(0, stalled - 1) }
            return stalled > 0
        }
    }

    fileprivate func register(in router: inout Router) {
        router.on(.get, "/v1/images/{sha256}") { request in
            let stalls = self.takeStall()
            self.counted.withLock { $0 += 1 }
            if stalls { await Self.untilCancelled() }
            let name = request.parameter("sha256")
            guard let bytes = self.images.withLock({ $0[name] }) else {
                throw Problem(404, code: "image_not_found", detail: "no such image")
            }
            return .bytes(bytes, type: "image/png")
        }
    }
}

/// Runs a body with a server of images and a store that reads from it.
func withImageServer(_ body: (ImageServer, HTTPBlobs) async throws -> Void) async throws {
    let images = ImageServer()
    var router = Router()
    images.register(in: &router)
    let loops = try LoopGroup(count: 1)
    let server = try HTTPServer(
        router: router, settings: HTTPServerSettings(name: "images", host: "127.0.0.1", port: 0),
        loops: loops, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let client = CurlClient(loop: loops.next())
    let result: Result<Void, any Error> = await withTaskGroup { group in
        group.addTask { try? await server.run() }  // It ends by being cancelled.
        let result: Result<Void, any Error>
        do {
            result = .success(
                try await body(images, HTTPBlobs(base: "http://\(server.address)", client: client)))
        } catch { result = .failure(error) }
        group.cancelAll()
        return result
    }
    await client.shutDown()
    await loops.stop()
    try result.get()
}
