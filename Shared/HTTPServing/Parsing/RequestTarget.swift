/// The forms of a request target (RFC 9112 §3.2).
enum RequestTarget {
    /// Origin form and the authority that an absolute form carries (H17, H18).
    static func read(_ target: String, method: String) throws(Rejection) -> (
        target: String, authority: String?
    ) {
        if method == "CONNECT" { throw Rejection(501, "H18", "CONNECT is not offered") }
        if target.contains("#") { throw Rejection(400, "H18", "a target has no fragment") }
        if target.hasPrefix("/") { return (target, nil) }
        if target == "*" {
            guard method == "OPTIONS" else { throw Rejection(400, "H18", "* goes with OPTIONS alone") }
            return (target, nil)
        }
        let lower = target.lowercased()
        for scheme in ["http://", "https://"] where lower.hasPrefix(scheme) {
            let rest = target.dropFirst(scheme.count)
            let authority = rest.prefix { $0 != "/" && $0 != "?" }
            guard isHost(String(authority)) else { break }
            let path = rest.dropFirst(authority.count)
            return (path.hasPrefix("/") ? String(path) : "/" + path, String(authority))
        }
        throw Rejection(400, "H17", "the target is neither a path nor an http URI")
    }

    /// `uri-host [":" port]` without user information (RFC 9110 §7.2).
    static func isHost(_ text: String) -> Bool {
        var name = Substring(text)
        if let colon = name.lastIndex(of: ":"), !name.hasSuffix("]") {
            let port = name[name.index(after: colon)...]
            guard port.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
            name = name[..<colon]
        }
        if name.hasPrefix("["), name.hasSuffix("]") {
            let inner = name.dropFirst().dropLast()
            return !inner.isEmpty && inner.utf8.allSatisfy { isHex($0) || ":.".utf8.contains($0) }
        }
        return !name.isEmpty && name.utf8.allSatisfy(isNameByte)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isHex(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || "-._~%!$&'()*+;=".utf8.contains(byte)
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }
}
