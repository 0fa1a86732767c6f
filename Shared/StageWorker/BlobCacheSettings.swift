package import Settings

/// Where a stage that reads images from an Orchestrator keeps those it has read.
package struct BlobCacheSettings: Sendable, Hashable {
    package let folder: String
    /// How many bytes the folder may hold; 0 for no cache.
    package let limit: Int

    package init(reading reader: inout SettingsReader) {
        folder = reader.string("blob.cache", default: "/var/lib/pairmill/cache")
        limit = reader.size("blob.cache.size", default: 1 << 30)
        if !folder.hasPrefix("/") {
            reader.report("blob.cache", "is \"\(folder)\"; the absolute path of a folder is allowed")
        }
    }
}
