import Blocking
import Digests
import Foundation
import Testing

@testable import Blobs

@Suite struct FolderBlobsTests {
    private let folder = Folder()
    private let pool = BlockingPool(threads: 2, queued: 100)
    private let bytes = Array("a picture".utf8)

    private var blobs: FolderBlobs {
        FolderBlobs(folder: folder.path + "/deep/down", pool: pool, mostBytes: 1000)
    }
    private var digest: SHA256Digest { SHA256Digest(of: bytes) }
    private var name: String { "deep/down/\(digest.hex.prefix(2))/\(digest)" }

    @Test func `what is put can be got by its digest`() async throws {
        #expect(try await blobs.put(bytes) == digest)
        #expect(try await blobs.get(digest) == bytes)
        #expect(files == [name])
    }

    @Test func `an empty blob and one of the largest size are kept`() async throws {
        for count in [0, 1000] {
            let bytes = [UInt8](repeating: 7, count: count)
            #expect(try await blobs.get(blobs.put(bytes)) == bytes)
        }
    }

    @Test func `putting again writes nothing`() async throws {
        _ = try await blobs.put(bytes)
        let before = try attributes()
        _ = try await blobs.put(bytes)
        #expect(try attributes() == before)
    }

    @Test func `a blob that is not there is missing`() async throws {
        await #expect(throws: BlobError.missing(digest)) { try await blobs.get(digest) }
        _ = try await blobs.put([1])
        await #expect(throws: BlobError.missing(digest)) { try await blobs.get(digest) }
    }

    @Test func `a damaged blob is never given out, and putting it again heals it`() async throws {
        _ = try await blobs.put(bytes)
        for damage in [Array("a pictur".utf8), Array("a Picture".utf8), []] {
            try folder.write(damage, to: name)
            await #expect(throws: BlobError.corrupt(digest, found: SHA256Digest(of: damage))) {
                try await blobs.get(digest)
            }
            _ = try await blobs.put(bytes)
            #expect(try await blobs.get(digest) == bytes)
        }
    }

    @Test func `too large a blob is refused both ways`() async throws {
        let large = [UInt8](repeating: 0, count: 1001)
        let error = BlobError.tooLarge(SHA256Digest(of: large), allowed: 1000)
        await #expect(throws: error) { try await blobs.put(large) }
        _ = try await blobs.put(bytes)
        try folder.write(large, to: name)
        await #expect(throws: BlobError.tooLarge(digest, allowed: 1000)) { try await blobs.get(digest) }
    }

    @Test func `a half-written file under another name is not seen`() async throws {
        _ = try await blobs.put(bytes)
        try folder.write([1], to: name + ".aside")
        #expect(try await blobs.get(digest) == bytes)
    }

    @Test func `many writers of the same and of other bytes leave whole files alone`() async throws {
        let blobs = blobs
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask {
                    let bytes = [UInt8](repeating: UInt8(number % 6), count: 900)
                    let kept = try await blobs.get(blobs.put(bytes))
                    #expect(kept == bytes)
                }
            }
            try await group.waitForAll()
        }
        #expect(files.count == 6)
    }

    @Test func `a file in the folder's place is an error that says where`() async throws {
        try Data().write(to: URL(filePath: folder.path))
        let error = await #expect(throws: BlobError.self) { try await blobs.put(bytes) }
        #expect(error == .file(function: "mkdir", path: folder.path + "/deep/down", code: ENOTDIR))
        #expect(error?.description.hasSuffix("/deep/down: Not a directory") == true)
    }

    @Test func `a link to nowhere in the folder's place is an error too`() async throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.path, withDestinationPath: folder.path + "-nowhere")
        await #expect(throws: BlobError.self) { try await blobs.put(bytes) }
    }

    @Test func `a cancelled call and a full pool are told as such`() async throws {
        let small = BlockingPool(threads: 1, queued: 1)
        let blobs = FolderBlobs(folder: folder.path, pool: small)
        let digest = digest
        let gate = DispatchSemaphore(value: 0)
        let (started, starting) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await small.run {
                    starting.yield()
                    gate.wait()
                }
            }
            for await _ in started.prefix(1) {}
            group.addTask { try await small.run { gate.wait() } }
            while small.waiting == 0 { await Task.yield() }
            await #expect(throws: BlobError.busy) { try await blobs.get(digest) }
            gate.signal()
            while small.waiting == 1 { await Task.yield() }
            await withThrowingTaskGroup(of: Void.self) { waiting in
                waiting.addTask { _ = try await blobs.get(digest) }
                while small.waiting == 0 { await Task.yield() }
                waiting.cancelAll()
                await #expect(throws: BlobError.cancelled) { try await waiting.next() }
            }
            gate.signal()
            try await group.waitForAll()
        }
    }

    private var files: [String] {
        folder.files.filter { !FileManager.default.isFolder("\(folder.path)/\($0)") }
    }

    private func attributes() throws -> [Int?] {
        let all = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")
        let changed = all[.modificationDate] as? Date
        return [all[.systemFileNumber] as? Int, changed.map { Int($0.timeIntervalSince1970 * 1_000_000) }]
    }
}

extension FileManager {
    fileprivate func isFolder(_ path: String) -> Bool {
        attributesType(path) == .typeDirectory
    }

    private func attributesType(_ path: String) -> FileAttributeType? {
        // A file that went meanwhile is no folder.
        (try? attributesOfItem(atPath: path))?[.type] as? FileAttributeType
    }
}
