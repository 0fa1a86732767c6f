package import Blobs
package import Blocking
package import Curl
package import Logging

extension BlobLocation {
    /// The store of this location; what comes from an Orchestrator is cached.
    package func store(
        client: CurlClient, key: String?, cache: BlobCacheSettings, blocking: BlockingPool, logger: Logger
    ) -> any BlobStore {
        switch self {
        case .folder(let path): return FolderBlobs(folder: path, pool: blocking)
        case .orchestrator(let address):
            let remote = HTTPBlobs(base: address, client: client, key: key)
            guard cache.limit > 0 else { return remote }
            return CachedBlobs(
                remote, folder: cache.folder, limit: cache.limit, pool: blocking, logger: logger)
        }
    }
}
