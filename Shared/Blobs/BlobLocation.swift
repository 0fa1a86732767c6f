import Foundation

/// Where blobs are kept, as `PAIRMILL_BLOBS` says (DECISIONS 21).
package enum BlobLocation: Sendable, Hashable {
    /// A folder every process can reach, by its absolute path: `file:///var/lib/pairmill/blobs`.
    case folder(String)
    /// An orchestrator to read from, without a slash at the end: `http://orchestrator:8080`.
    case orchestrator(String)

    /// Reads the setting; the error says what is allowed.
    package init(_ text: String) throws(BlobLocationError) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased() else {
            throw .unreadable(text)
        }
        guard parts.user == nil, parts.query == nil, parts.fragment == nil else { throw .tooMuch(text) }
        switch scheme {
        case "file":
            guard ["", "localhost"].contains(parts.host ?? "") else { throw .notAbsolute(text) }
            self = .folder(try Self.folder(parts.path, text))
        case "http", "https":
            guard let host = parts.host, !host.isEmpty else { throw .hostMissing(text) }
            guard ["", "/"].contains(parts.path) else { throw .tooMuch(text) }
            self = .orchestrator("\(scheme)://\(host)" + (parts.port.map { ":\($0)" } ?? ""))
        default:
            throw .unknownScheme(scheme)
        }
    }

    private static func folder(_ path: String, _ text: String) throws(BlobLocationError) -> String {
        guard path.hasPrefix("/"), !path.contains("\0") else { throw .notAbsolute(text) }
        let trimmed = String(path.reversed().drop { $0 == "/" }.reversed())
        guard !trimmed.isEmpty else { throw .rootFolder }
        return trimmed
    }
}
