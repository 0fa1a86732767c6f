/// Where a server listens: `host:port`, `[::1]:port` or `:port` for loopback.
package struct ListenAddress: Sendable, Equatable {
    package let host: String
    /// 0 lets the system choose.
    package let port: UInt16

    package init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// Reads the text of a `PAIRMILL_LISTEN`; the error says what is allowed.
    package init(parsing text: String) throws(ListenAddressError) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            throw ListenAddressError(text: text)
        }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard !host.contains(where: { "[]/ ".contains($0) }) else { throw ListenAddressError(text: text) }
        self.init(host: host.isEmpty ? "127.0.0.1" : host, port: port)
    }

    /// Whether only this machine can reach it (DECISIONS 23).
    package var isLoopback: Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
}

extension ListenAddress: CustomStringConvertible {
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// A text that names no address to listen on.
package struct ListenAddressError: Error, Equatable, CustomStringConvertible {
    package let text: String
    package var description: String {
        "\"\(text)\" names no address; write host:port, [::1]:port or :port"
    }
}
