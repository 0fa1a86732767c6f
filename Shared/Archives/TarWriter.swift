package import Digests

/// Writes a tar archive into a stream, member after member.
package struct TarWriter: Sendable {
    /// Takes the archive's next bytes; waits for whoever reads them.
    package typealias Sink = @Sendable (ArraySlice<UInt8>) async throws -> Void

    /// A file that was written.
    package struct Member: Sendable, Hashable {
        package let path: String
        package let bytes: Int64
        package let sha256: SHA256Digest
    }

    private let root: String
    private let modified: Int64
    /// Where the archive goes, and a member's contents between `begin` and `end`.
    package let write: Sink

    /// `root`: the folder all members lie in, its name with a slash, or nothing.
    package init(root: String, modified: Int64, write: @escaping Sink) {
        self.root = root
        self.modified = modified
        self.write = write
    }

    /// Writes a file whose bytes are at hand.
    package func add(_ path: String, _ bytes: [UInt8]) async throws -> Member {
        try await begin(path, size: Int64(bytes.count))
        try await write(bytes[...])
        return try await end(path, size: Int64(bytes.count), sha256: SHA256Digest(of: bytes))
    }

    /// Begins a file: the caller writes exactly `size` bytes, then calls `end`.
    package func begin(_ path: String, size: Int64) async throws {
        try await header(path, .file(size: size))
    }

    /// Ends a file that was begun.
    @discardableResult
    package func end(_ path: String, size: Int64, sha256: SHA256Digest) async throws -> Member {
        let padding = TarHeader.padding(size)
        if padding > 0 { try await write([UInt8](repeating: 0, count: padding)[...]) }
        return Member(path: path, bytes: size, sha256: sha256)
    }

    /// Writes a link to a file that was written before.
    package func link(_ path: String, to target: String) async throws {
        try await header(path, .hardLink(to: root + target))
    }

    /// Ends the archive.
    package func finish() async throws { try await write(TarHeader.end[...]) }

    private func header(_ path: String, _ kind: TarHeader.Kind) async throws {
        try await write(TarHeader(path: root + path, kind: kind, modified: modified).bytes[...])
    }
}
