import Blocking
import Digests
import Foundation
import Logging
import Synchronization
import Testing

@testable import Blobs

@Suite struct CachedBlobsTests {
    private let folder = Folder()
    private let pool = BlockingPool(threads: 2, queued: 100)
    private let warnings = Warnings()
    private let bytes = Array("a picture".utf8)

    private var digest: SHA256Digest { SHA256Digest(of: bytes) }

    private func cache(of origin: any BlobStore, limit: Int = 10_000) -> CachedBlobs {
        CachedBlobs(
            origin, folder: folder.path + "/cache", limit: limit, pool: pool, logger: warnings.logger)
    }

    private func expect(
        _ cache: CachedBlobs, toGive bytes: [UInt8], at place: SourceLocation = #_sourceLocation
    ) async throws {
        let found = try await cache.get(SHA256Digest(of: bytes))
        #expect(found == bytes, sourceLocation: place)
    }

    private func name(of digest: SHA256Digest) -> String { "cache/\(digest.hex.prefix(2))/\(digest)" }

    private var sizes: [Int] {
        folder.files.compactMap { name in
            let all = try? FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")
            return all?[.type] as? FileAttributeType == .typeRegular ? all?[.size] as? Int : nil
        }
    }

    @Test func `what was fetched once is not asked for again, not even by another process`() async throws {
        try await withImageServer { server, origin in
            server.serve(bytes)
            for cache in [cache(of: origin), cache(of: origin)] {
                try await expect(cache, toGive: bytes)
                try await expect(cache, toGive: bytes)
            }
            #expect(server.requests == 1)
            #expect(sizes == [bytes.count])
        }
    }

    @Test func `a damaged file is dropped and fetched again`() async throws {
        try await withImageServer { server, origin in
            server.serve(bytes)
            let cache = cache(of: origin)
            _ = try await cache.get(digest)
            for (count, damage) in [Array("a Picture".utf8), [], Array("a picture, longer".utf8)].enumerated()
            {
                try folder.write(damage, to: name(of: digest))
                try await expect(cache, toGive: bytes)
                try await expect(cache, toGive: bytes)
                #expect(server.requests == count + 2)
            }
            #expect(warnings.count == 0)
        }
    }

    @Test func `what is missing or damaged at its origin is said and not kept`() async throws {
        try await withImageServer { server, origin in
            let cache = cache(of: origin)
            await #expect(throws: BlobError.missing(digest)) { try await cache.get(digest) }
            server.serve([1], as: digest)
            await #expect(throws: BlobError.corrupt(digest, found: SHA256Digest(of: [1]))) {
                try await cache.get(digest)
            }
            #expect(sizes == [])
            server.serve(bytes)
            try await expect(cache, toGive: bytes)
            await #expect(throws: BlobError.readOnly) { try await cache.put(bytes) }
        }
    }

    @Test func `the folder stays within its limit, and what was used last stays in it`() async throws {
        try await withImageServer { server, origin in
            let cache = cache(of: origin, limit: 10_000)
            let often = server.serve([UInt8](repeating: 255, count: 1_000))
            for number in 0..<60 {
                _ = try await cache.get(server.serve([UInt8](repeating: UInt8(number), count: 900)))
                _ = try await cache.get(often)
                #expect(sizes.reduce(0, +) <= 10_000)
            }
            #expect(server.requests == 61)
            #expect(sizes.reduce(0, +) > 8_000)
        }
    }

    @Test func `a blob larger than the limit is fetched each time`() async throws {
        try await withImageServer { server, origin in
            let cache = cache(of: origin, limit: 8)
            server.serve(bytes)
            for _ in 0..<2 { try await expect(cache, toGive: bytes) }
            #expect(server.requests == 2)
            #expect(sizes == [] && warnings.count == 0)
        }
    }

    @Test func `a folder that can't be written costs a warning, not a blob`() async throws {
        try Foundation.Data().write(to: URL(filePath: folder.path))
        try await withImageServer { server, origin in
            let cache = cache(of: origin)
            server.serve(bytes)
            for _ in 0..<3 { try await expect(cache, toGive: bytes) }
            #expect(server.requests == 3)
            #expect(warnings.count == 1)
        }
    }

    @Test func `a folder that can't be made costs a warning, not a blob`() async throws {
        try await withImageServer { server, origin in
            let cache = CachedBlobs(
                origin, folder: "/proc/self/cache", limit: 10_000, pool: pool, logger: warnings.logger)
            server.serve(bytes)
            try await expect(cache, toGive: bytes)
            #expect(warnings.count == 1)
        }
    }

    @Test func `many who ask at once cause one request`() async throws {
        try await withImageServer { server, origin in
            server.serve(bytes)
            let (cache, digest) = (cache(of: origin), digest)
            let found = try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<50 { group.addTask { try await cache.get(digest) } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(found == [bytes])
            #expect(server.requests == 1)
        }
    }

    @Test func `whoever is cancelled while he fetches leaves the fetching to those who wait`() async throws {
        try await withImageServer { server, origin in
            server.serve(bytes)
            server.stallOnce()
            let (cache, digest) = (cache(of: origin), digest)
            try await withThrowingTaskGroup(of: [UInt8].self) { others in
                await withTaskGroup { first in
                    first.addTask {
                        await #expect(throws: BlobError.cancelled) { try await cache.get(digest) }
                    }
                    while server.requests == 0 { await Task.yield() }
                    for _ in 0..<3 { others.addTask { try await cache.get(digest) } }
                    while cache.searches.waiting(for: digest) < 3 { await Task.yield() }
                    first.cancelAll()
                }
                for try await found in others { #expect(found == bytes) }
            }
            #expect(server.requests == 2)
        }
    }
}

@Suite struct BlobSearchesTests {
    private let searches = BlobSearches()
    private let digest = SHA256Digest(of: [1])

    /// Lets some wait and then does something; returns what each of them got.
    private func results(
        of count: Int, _ body: @Sendable @escaping () -> Void
    ) async -> [Result<[UInt8], BlobError>?] {
        await withTaskGroup(of: Result<[UInt8], BlobError>?.self) { group in
            for _ in 0..<count { group.addTask { [searches, digest] in await searches.result(of: digest) } }
            while searches.waiting(for: digest) < count { await Task.yield() }
            body()
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test func `all who wait get what the first one found, an error too`() async {
        for found in [Result<[UInt8], BlobError>.success([1]), .failure(.missing(digest))] {
            #expect(searches.begin(digest))
            #expect(!searches.begin(digest))
            let results = await results(of: 3) { [searches, digest] in searches.end(digest, with: found) }
            #expect(results == [found, found, found])
        }
    }

    @Test func `that the first one was cancelled is left to the others to mend`() async {
        #expect(searches.begin(digest))
        let results = await results(of: 2) { [searches, digest] in
            searches.end(digest, with: .failure(.cancelled))
        }
        #expect(results == [nil, nil])
        #expect(searches.begin(digest))
    }

    @Test func `who is cancelled waits no longer`() async {
        #expect(searches.begin(digest))
        await withTaskGroup { group in
            group.addTask { [searches, digest] in
                let found = await searches.result(of: digest)
                #expect(found == nil)
            }
            while searches.waiting(for: digest) == 0 { await Task.yield() }
            group.cancelAll()
        }
        #expect(searches.waiting(for: digest) == 0)
    }
}

/// Counts the warnings of a logger.
private final class Warnings: LogHandler, Sendable {
    private let counted = Mutex(0)
    var count: Int { counted.withLock { $0 } }
    var logger: Logger { Logger(label: "test") { _ in self } }

    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) { if event.level == .warning { counted.withLock { $0 += 1 } } }
}
