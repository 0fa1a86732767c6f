package import Blobs
package import Blocking
package import Curl

extension BlobLocation {
    /// The store of this location.
    package func store(client: CurlClient, blocking: BlockingPool) -> any BlobStore {
        switch self {
        case .folder(let path): FolderBlobs(folder: path, pool: blocking)
        case .orchestrator(let address): HTTPBlobs(base: address, client: client)
        }
    }
}
