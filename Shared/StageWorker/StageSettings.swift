package import Blobs
package import Settings
package import TaskQueue

/// What a stage's process is told by its environment.
package struct StageSettings: Sendable {
    package let service: ServiceSettings
    package let blobs: BlobLocation
    package let cache: BlobCacheSettings
    /// What it shows to the Orchestrator that it reads images from; a viewer's is enough.
    package let apiKey: Secret?
    /// How many tasks this process holds at once, at most.
    package let capacity: Int
    /// Threads for files and images.
    package let threads: Int
    package let queue: QueueSettings

    package init(reading reader: inout SettingsReader, service: String, port: UInt16) {
        self.service = ServiceSettings(reading: &reader, service: service, port: port)
        blobs = reader.parsed("blobs", default: .folder("/var/lib/pairmill/blobs"), by: BlobLocation.init)
        cache = BlobCacheSettings(reading: &reader)
        apiKey = reader.secret("api.key")
        capacity = reader.integer("capacity", default: 64, in: 1...4096)
        threads = reader.integer("threads", default: 2, in: 1...64)
        queue = QueueSettings(reading: &reader)
    }
}
