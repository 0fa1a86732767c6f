import Archives

extension TarWriter {
    /// Writes a file that was spooled.
    @discardableResult
    func add(_ path: String, _ spool: borrowing SpoolFile) async throws -> Member {
        try await begin(path, size: spool.size)
        try await spool.read(write)
        return try await end(path, size: spool.size, sha256: spool.sha256)
    }
}
