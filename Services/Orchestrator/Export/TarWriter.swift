import Digests

/// Writes a tar archive into a stream, member after member.
struct TarWriter: Sendable {
    /// A file that was written.
    struct Member: Sendable, Hashable {
        let path: String
        let bytes: Int64
        let sha256: SHA256Digest
    }

    /// The folder all members lie in; its name with a slash.
    let root: String
    let modified: Int64
    let write: ByteSink

    /// Writes a file whose bytes are at hand.
    func add(_ path: String, _ bytes: [UInt8]) async throws -> Member {
        try await header(path, .file(size: Int64(bytes.count)))
        try await write(bytes[...])
        try await pad(Int64(bytes.count))
        return Member(path: path, bytes: Int64(bytes.count), sha256: SHA256Digest(of: bytes))
    }

    /// Writes a file that was spooled.
    @discardableResult
    func add(_ path: String, _ spool: borrowing SpoolFile) async throws -> Member {
        try await header(path, .file(size: spool.size))
        try await spool.read(write)
        try await pad(spool.size)
        return Member(path: path, bytes: spool.size, sha256: spool.sha256)
    }

    /// Writes a link to a file that was written before.
    func link(_ path: String, to target: String) async throws {
        try await header(path, .hardLink(to: root + target))
    }

    /// Ends the archive.
    func finish() async throws { try await write(TarHeader.end[...]) }

    private func header(_ path: String, _ kind: TarHeader.Kind) async throws {
        try await write(TarHeader(path: root + path, kind: kind, modified: modified).bytes[...])
    }

    private func pad(_ size: Int64) async throws {
        let padding = TarHeader.padding(size)
        if padding > 0 { try await write([UInt8](repeating: 0, count: padding)[...]) }
    }
}
