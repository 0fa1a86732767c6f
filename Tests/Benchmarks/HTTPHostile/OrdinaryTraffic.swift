import Foundation

/// Clients as they should be: one request after the other on a few connections that stay.
struct OrdinaryTraffic {
    private static let request = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"
    private let port: UInt16
    private var sockets: [Int32]

    init(to port: UInt16, connections: Int) throws {
        self.port = port
        sockets = (0..<connections).map { _ in BenchmarkSocket.connect(to: port) }
        if sockets.contains(-1) { throw BenchmarkError.refused("an ordinary connection") }
    }

    /// How long each request took, in milliseconds, for that long.
    mutating func latencies(for span: Duration) throws -> [Double] {
        let end = ContinuousClock.now + span
        var times: [Double] = []
        while ContinuousClock.now < end {
            for socket in sockets {
                let start = ContinuousClock.now
                try exchange(socket)
                times.append((ContinuousClock.now - start) / .milliseconds(1))
            }
            // About 2,000 requests a second: both cores have something left.
            poll(nil, 0, 2)
        }
        return times
    }

    private func exchange(_ socket: Int32) throws {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        guard send(socket, Self.request, Self.request.utf8.count, Int32(MSG_NOSIGNAL)) > 0,
            case let count = recv(socket, &buffer, buffer.count, 0), count > 0,
            buffer.starts(with: "HTTP/1.1 200 ".utf8)
        else { throw BenchmarkError.refused("an ordinary request") }
    }

    mutating func close() {
        for socket in sockets { Glibc.close(socket) }
        sockets = []
    }
}
