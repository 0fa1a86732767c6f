import Foundation

/// Reads the address of a backend as people write it.
enum BackendURL {
    /// Scheme, host, port and path, without `/v1` and a final slash.
    static func parse(_ text: String) -> Result<String, Refusal> {
        guard var parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty
        else { return .failure(.init(detail: "“\(shortened(text))” is no http or https address")) }
        guard parts.user == nil, parts.password == nil else {
            return .failure(
                .init(detail: "the address of \(host) holds a password; name its variable in key_env"))
        }
        guard parts.query == nil, parts.fragment == nil else {
            return .failure(.init(detail: "“\(shortened(text))” has a query or fragment; leave it out"))
        }
        parts.scheme = scheme
        parts.path = path(parts.path)
        return .success(parts.string ?? text)
    }

    struct Refusal: Error { let detail: String }

    private static func path(_ path: String) -> String {
        var path = Substring(path)
        while path.last == "/" { path.removeLast() }
        if path.hasSuffix("/v1") { path.removeLast(3) }
        while path.last == "/" { path.removeLast() }
        return String(path)
    }

    /// What came, short enough for a log line and without what precedes an @.
    private static func shortened(_ text: String) -> String {
        String((text.lastIndex(of: "@").map { text[$0...] } ?? text[...]).prefix(120))
    }
}
