import HTTPTypes

/// Writes status line and fields, and decides how the body ends (RFC 9112 §6).
struct ReplyHead {
    enum Framing: Equatable {
        case none
        case length(Int)
        case chunked
        /// HTTP/1.0: the end of the connection is the end of the body.
        case untilClose
    }

    let reply: Reply
    let framing: Framing
    let closes: Bool
    /// Whether the body itself is sent: not for HEAD.
    let sendsBody: Bool

    init(_ reply: Reply, to method: HTTPRequest.Method, minorVersion: Int, keepsAlive: Bool) {
        self.reply = reply
        let hasNoBody = [204, 304].contains(reply.status.code) || reply.status.code < 200
        framing =
            switch reply.body {
            case _ where hasNoBody: .none
            case .empty: .length(0)
            case .bytes(let bytes): .length(bytes.count)
            case .stream: minorVersion == 0 ? .untilClose : .chunked
            }
        sendsBody = !hasNoBody && method != .head
        closes = !keepsAlive || (framing == .untilClose && sendsBody)
    }

    func bytes(minorVersion: Int, date: String, id: String) -> [UInt8] {
        var text = "HTTP/1.1 \(reply.status.code) \(StatusPhrase.of(reply.status.code))\r\nDate: \(date)\r\n"
        for field in reply.fields { text += "\(field.name.rawName): \(field.value)\r\n" }
        switch framing {
        case .length(let count): text += "Content-Length: \(count)\r\n"
        case .chunked: text += "Transfer-Encoding: chunked\r\n"
        case .none, .untilClose: break
        }
        if !id.isEmpty { text += "X-Request-Id: \(id)\r\n" }
        if closes {
            text += "Connection: close\r\n"
        } else if minorVersion == 0 {
            text += "Connection: keep-alive\r\n"
        }
        return Array((text + "\r\n").utf8)
    }
}
