import HTTPTypes

/// Writes the head of a reply.
struct ReplyHead {
    /// Fields the connection decides about, whatever a handler sets (RFC 9112 §6, §9.6).
    private static func isOurs(_ name: HTTPField.Name) -> Bool {
        switch name.canonicalName {
        case "connection", "content-length", "transfer-encoding", "date", "keep-alive", "x-request-id",
            "upgrade", "trailer":
            true
        default: false
        }
    }

    /// What a browser must not do with any reply: guess its type, or tell others where it was.
    private static let guarding = Array(
        "\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n".utf8)
    /// Where a handler says nothing else a reply is no page: nothing of it runs, nobody frames it.
    private static let closedPolicy = Array(
        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n".utf8)

    private(set) var bytes: [UInt8] = []

    init(
        _ status: HTTPResponse.Status, _ fields: HTTPFields, framing: ReplyFraming, date: [UInt8],
        id: RequestID?
    ) {
        bytes.reserveCapacity(256)
        append("HTTP/1.1 ")
        append("\(status.code) \(StatusPhrase.of(status.code))\r\nDate: ")
        bytes += date
        bytes += Self.guarding
        if fields[.contentSecurityPolicy] == nil { bytes += Self.closedPolicy }
        for field in fields where !Self.isOurs(field.name) {
            append(field.name.rawName)
            append(": ")
            field.withUnsafeBytesOfValue { bytes += $0 }
            append("\r\n")
        }
        if let id {
            append("X-Request-Id: ")
            id.write(to: &bytes)
            append("\r\n")
        }
        append(framing)
        append("\r\n")
    }

    private mutating func append(_ framing: ReplyFraming) {
        switch framing.content {
        case .none, .untilClose: break
        case .length(let length): append("Content-Length: \(length)\r\n")
        case .chunked: append("Transfer-Encoding: chunked\r\n")
        }
        switch framing.persistence {
        case .close: append("Connection: close\r\n")
        case .keepAlive: append("Connection: keep-alive\r\n")
        case .implied: break
        }
    }

    private mutating func append(_ text: String) { bytes += text.utf8 }
}
