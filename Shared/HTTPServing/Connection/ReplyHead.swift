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

    private(set) var bytes: [UInt8] = []

    init(
        _ status: HTTPResponse.Status, _ fields: HTTPFields, framing: ReplyFraming, date: [UInt8],
        id: RequestID?
    ) {
        bytes.reserveCapacity(256)
        append("HTTP/1.1 ")
        append("\(status.code) \(StatusPhrase.of(status.code))\r\nDate: ")
        bytes += date
        append("\r\n")
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
