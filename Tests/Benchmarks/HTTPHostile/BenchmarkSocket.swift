import Foundation

/// Blocking sockets of clients that measure or annoy.
enum BenchmarkSocket {
    /// Connects to loopback; -1 if that fails. A window above 0 limits what the system receives ahead.
    static func connect(to port: UInt16, window: Int32 = 0) -> Int32 {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        if number < 0 { return -1 }
        var limit = timeval(tv_sec: 5, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(number, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        if window > 0 {
            var window = window
            setsockopt(number, SOL_SOCKET, SO_RCVBUF, &window, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if result == 0 { return number }
        close(number)
        return -1
    }

    /// Asks on a connection of its own; nil unless the whole reply came within five seconds.
    static func get(_ path: String, from port: UInt16) -> String? {
        let number = connect(to: port)
        if number < 0 { return nil }
        defer { close(number) }
        let request = "GET \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        guard send(number, request, request.utf8.count, Int32(MSG_NOSIGNAL)) > 0 else { return nil }
        var reply: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while case let count = recv(number, &buffer, buffer.count, 0), count != 0 {
            if count < 0 { return nil }
            reply += buffer[..<count]
        }
        return String(decoding: reply, as: UTF8.self)
    }
}
