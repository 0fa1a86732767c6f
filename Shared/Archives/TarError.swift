/// Why bytes are no tar archive of ours.
package enum TarError: Error, Sendable, Hashable {
    /// A header is broken; or this never was a tar archive.
    case notAnArchive
    /// A member is no plain file.
    case notAFile(String)
}

extension TarError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notAnArchive: "it is no tar archive, or a broken one"
        case .notAFile(let path): "its member \(path.prefix(100)) is no plain file"
        }
    }
}
