import EventLoop
import Foundation
import Testing

/// Two sockets that are connected with each other; one end is given away.
final class SocketPair {
    private let own: Int32
    private let other: Int32

    init() throws {
        var numbers: [Int32] = [-1, -1]
        try #require(
            socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &numbers) == 0)
        (own, other) = (numbers[0], numbers[1])
        _ = fcntl(other, F_SETFL, O_NONBLOCK)
    }

    deinit { close(own) }

    func takeOther() -> Descriptor { Descriptor(owning: other) }

    func write(_ text: String) { _ = send(own, text, text.utf8.count, Int32(MSG_NOSIGNAL)) }

    /// The other end is closed by now, so this doesn't block.
    func readToEnd() -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while case let count = recv(own, &buffer, buffer.count, 0), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
