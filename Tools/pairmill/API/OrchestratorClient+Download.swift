extension OrchestratorClient {
    /// Writes a reply to a file, which appears once it is whole; returns its size.
    @discardableResult
    func download(_ path: String, to file: String) async throws -> Int {
        let unfinished = try DownloadedFile(file)
        var count = 0
        try await bytes(path) { bytes in
            try unfinished.write(bytes)
            count += bytes.count
        }
        try unfinished.finish()
        return count
    }
}
