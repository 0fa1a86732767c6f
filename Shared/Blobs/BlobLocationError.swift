/// Why a setting names no place for blobs.
package enum BlobLocationError: Error, Sendable, Hashable {
    case unreadable(String)
    case unknownScheme(String)
    case notAbsolute(String)
    case rootFolder
    case hostMissing(String)
    case tooMuch(String)
}

extension BlobLocationError: CustomStringConvertible {
    package var description: String {
        let problem =
            switch self {
            case .unreadable(let text): "\"\(text)\" is not a URL"
            case .unknownScheme(let scheme): "\(scheme):// is not supported"
            case .notAbsolute(let text): "\"\(text)\" needs three slashes and an absolute path"
            case .rootFolder: "the root folder is not a place for blobs"
            case .hostMissing(let text): "\"\(text)\" names no host"
            case .tooMuch(let text): "\"\(text)\" may hold no user, query, fragment, or path on a server"
            }
        return problem + "; use file:///absolute/folder or http://orchestrator:8080"
    }
}
