import Foundation
import Synchronization

/// Clients that connect and say nothing.
final class Crowd: Sendable {
    struct Refused: Error { let code: Int32 }

    private let sockets: Mutex<[Int32]>
    private let texts: Mutex<[String]>

    /// Connects to `http://127.0.0.1:PORT`.
    init(of count: Int, at url: String) throws {
        let port = URL(string: url)?.port.flatMap(UInt16.init(exactly:)) ?? 0
        sockets = Mutex(try (0..<count).map { _ in try Self.connected(to: port) })
        texts = Mutex(Array(repeating: "", count: count))
    }

    /// What each was told so far.
    var heard: [String] {
        let sockets = sockets.withLock { $0 }
        return texts.withLock { texts in
            var buffer = [UInt8](repeating: 0, count: 4_096)
            for (index, socket) in sockets.enumerated() {
                let count = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
                if count > 0 { texts[index] += String(decoding: buffer[..<count], as: UTF8.self) }
            }
            return texts
        }
    }

    /// Hangs up, all at once.
    func leave() {
        for socket in sockets.withLock({ $0.popAll() }) { close(socket) }
    }

    private static func connected(to port: UInt16) throws -> Int32 {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw Refused(code: errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            close(number)
            throw Refused(code: errno)
        }
        return number
    }
}

extension Array {
    /// Takes everything out.
    fileprivate mutating func popAll() -> [Element] {
        defer { self = [] }
        return self
    }
}
