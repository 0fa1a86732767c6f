import Blocking
import Digests
import Foundation

/// A temporary file that is written once, then read from its start.
///
/// A tar member's size stands before its bytes, and an upload's before its file, so rows
/// wait here until they are counted. The file has no name and is gone with its
/// descriptor, however we end.
struct SpoolFile: ~Copyable {
    private let handle: FileHandle
    private let pool: BlockingPool
    private let hasher = SHA256Hasher()
    private var pending: [UInt8] = []
    private(set) var size: Int64 = 0

    private static let blockSize = 1 << 20

    /// Makes an empty file; reading and writing block one of the pool's threads.
    init(pool: BlockingPool) async throws {
        self.pool = pool
        handle = try await pool.run { try Self.temporaryFile() }
    }

    /// The digest of what was added.
    var sha256: SHA256Digest { hasher.digest() }

    mutating func add(_ bytes: [UInt8]) async throws {
        hasher.update(bytes)
        pending += bytes
        size += Int64(bytes.count)
        if pending.count >= Self.blockSize { try await flush() }
    }

    /// Ends writing.
    mutating func flush() async throws {
        let (handle, bytes) = (handle, pending)
        pending = []
        try await pool.run { try handle.write(contentsOf: bytes) }
    }

    /// Lends the descriptor; `flush` comes first. Reading by it moves no place of ours.
    func withDescriptor<Value: Sendable>(
        _ body: (Int32) async throws -> Value
    ) async rethrows -> Value {
        try await body(handle.fileDescriptor)
    }

    /// Hands the contents to a sink, block by block; `flush` comes first.
    func read(_ write: ByteSink) async throws {
        for try await block in try await blocks() { try await write(block) }
    }

    /// The contents as a sequence of blocks; `flush` comes first.
    func blocks() async throws -> AsyncThrowingStream<ArraySlice<UInt8>, any Error> {
        let (handle, pool) = (handle, pool)
        try await pool.run { try handle.seek(toOffset: 0) }
        return AsyncThrowingStream {
            let block = try await pool.run { try handle.read(upToCount: Self.blockSize) }
            return block.flatMap { $0.isEmpty ? nil : Array($0)[...] }
        }
    }

    private static func temporaryFile() throws -> FileHandle {
        let folder = FileManager.default.temporaryDirectory.path
        // mkstemp(3) puts a name of its own in place of the last six letters.
        var template = Array("\(folder)/pairmill-spool-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw ExportError.noTemporaryFile(folder, code: errno) }
        unlink(template)
        // Nobody we start shall hold it open.
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }
}
