package import Blocking
package import Digests

/// Blobs as files of a folder: `ab/ab12…`, named by the digest of their bytes.
///
/// A blob is written aside, synced, and only then renamed to its name, so a file
/// of that name is whole whatever was killed or unplugged in between. Several
/// processes may share the folder.
package struct FolderBlobs: BlobStore {
    private let files: BlobFiles
    private let pool: BlockingPool

    /// Uses a folder, which is made by the first `put`; files are touched on the pool alone.
    package init(folder: String, pool: BlockingPool, mostBytes: Int = 64 << 20) {
        files = BlobFiles(folder: folder, mostBytes: mostBytes)
        self.pool = pool
    }

    package func put(_ bytes: [UInt8]) async throws(BlobError) -> SHA256Digest {
        let files = files
        return try await pool.blob { () throws(BlobError) in try files.keep(bytes) }
    }

    package func get(_ digest: SHA256Digest) async throws(BlobError) -> [UInt8] {
        let files = files
        return try await pool.blob { () throws(BlobError) in try files.read(digest) }
    }
}

extension BlockingPool {
    /// Runs file work, with the pool's own refusals told as a store's.
    func blob<Product: Sendable>(
        _ work: @escaping @Sendable () throws(BlobError) -> Product
    ) async throws(BlobError) -> Product {
        do {
            return try await run(work)
        } catch let error as BlobError {
            throw error
        } catch is CancellationError {
            throw .cancelled
        } catch {
            throw .busy
        }
    }
}
