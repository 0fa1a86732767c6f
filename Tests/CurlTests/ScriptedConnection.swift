import Foundation

/// The server's end of one connection, with blocking calls.
struct ScriptedConnection: Sendable {
    let number: Int32

    init(number: Int32) {
        self.number = number
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(number, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    /// The next request, head and body; nil when the client has hung up.
    func readRequest() -> String? {
        var text = ""
        while !text.contains("\r\n\r\n") {
            guard let more = readSome() else { return nil }
            text += more
        }
        let head = text.prefix(
            through: text.range(of: "\r\n\r\n").map { text.index(before: $0.upperBound) } ?? text.startIndex)
        let length = head.components(separatedBy: "\r\n").first { $0.hasPrefix("Content-Length: ") }
            .flatMap { Int($0.dropFirst("Content-Length: ".count)) }
        while text.utf8.count - head.utf8.count < length ?? 0 {
            guard let more = readSome() else { return nil }
            text += more
        }
        return text
    }

    /// Sends text; false when the client has hung up.
    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(number, $0.baseAddress, $0.count) }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Sends a whole reply.
    func reply(_ body: String, status: String = "200 OK", fields: String = "") {
        send("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(fields)\r\n\(body)")
    }

    /// Waits until the client hangs up, or half a minute.
    func waitForClose() { while readSome() != nil {} }

    private func readSome() -> String? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = read(number, &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer.prefix(count), as: UTF8.self) : nil
    }
}
