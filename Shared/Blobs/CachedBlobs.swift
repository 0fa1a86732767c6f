package import Blocking
package import Digests
package import Logging

/// Another store's blobs, kept in a folder of this machine for as long as there is room.
///
/// Whatever is wrong with the folder costs time, never a blob: then it is fetched
/// again, and the log says so once. Processes may share the folder; each may exceed
/// the limit by a sixteenth, for it looks at the folder only after writing so much.
package actor CachedBlobs: BlobStore {
    private let origin: any BlobStore
    private let files: CacheFiles
    private let limit: Int
    private let pool: BlockingPool
    private let logger: Logger
    private var isFailing = false
    /// Bytes that may be written until the folder is swept.
    private var room = 0
    nonisolated let searches = BlobSearches()

    /// `limit`: how many bytes the folder may hold, which is made when the first blob comes.
    package init(
        _ origin: any BlobStore, folder: String, limit: Int, pool: BlockingPool, logger: Logger,
        mostBytes: Int = 64 << 20
    ) {
        self.origin = origin
        files = CacheFiles(folder: folder, mostBytes: mostBytes)
        self.limit = limit
        self.pool = pool
        self.logger = logger
    }

    package func put(_ bytes: [UInt8]) async throws(BlobError) -> SHA256Digest { try await origin.put(bytes) }

    package func get(_ digest: SHA256Digest) async throws(BlobError) -> [UInt8] {
        while !Task.isCancelled {
            if searches.begin(digest) {
                let found = await find(digest)
                searches.end(digest, with: found)
                return try found.get()
            }
            if let found = await searches.result(of: digest) { return try found.get() }
        }
        throw .cancelled
    }

    private func find(_ digest: SHA256Digest) async -> Result<[UInt8], BlobError> {
        do throws(BlobError) {
            if let bytes = try await cached(digest) { return .success(bytes) }
            return .success(try await fetched(digest))
        } catch {
            return .failure(error)
        }
    }
}

extension CachedBlobs {
    private func cached(_ digest: SHA256Digest) async throws(BlobError) -> [UInt8]? {
        let files = files
        do throws(BlobError) {
            return try await pool.blob { () throws(BlobError) in try files.read(digest) }
        } catch .cancelled {
            throw .cancelled
        } catch {
            warn(error)
            return nil
        }
    }

    private func fetched(_ digest: SHA256Digest) async throws(BlobError) -> [UInt8] {
        let bytes = try await origin.get(digest)
        await keep(bytes, as: digest)
        return bytes
    }

    private func keep(_ bytes: [UInt8], as digest: SHA256Digest) async {
        guard bytes.count <= limit else { return }
        let (files, target) = (files, reserve(bytes.count))
        do throws(BlobError) {
            try await pool.blob { () throws(BlobError) in
                if let target { try files.sweep(to: target) }
                try files.write(bytes, as: digest)
            }
            if isFailing { logger.info("the cache of images works again") }
            isFailing = false
        } catch .cancelled {
            return
        } catch {
            warn(error)
        }
    }

    /// Takes room for a file; says to how many bytes the folder must be swept first, if at all.
    private func reserve(_ bytes: Int) -> Int? {
        room -= bytes
        guard room < 0 else { return nil }
        let share = max(bytes, limit / 16)
        room = share - bytes
        return limit - share
    }

    private func warn(_ error: BlobError) {
        if !isFailing {
            logger.warning(
                "images can't be cached; each is fetched when it is needed", metadata: ["error": "\(error)"])
        }
        isFailing = true
    }
}
