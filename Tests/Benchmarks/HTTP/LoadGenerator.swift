import Foundation

/// Sends requests over keep-alive connections, one at a time on each, and counts replies.
struct LoadGenerator {
    struct Failed: Error {}

    private let request = Array("GET /v1/hello/world HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n".utf8)
    private let port: UInt16
    private let connections: Int
    private var toSend: Int
    private var replyLength = 0

    init(port: UInt16, connections: Int, requests: Int) {
        (self.port, self.connections, toSend) = (port, connections, requests)
    }

    mutating func run() throws {
        var sockets = try (0..<connections).map { _ in
            pollfd(fd: try connected(), events: Int16(POLLIN), revents: 0)
        }
        replyLength = try measureReply(sockets[0].fd)
        var missing = [Int](repeating: 0, count: connections)
        for index in sockets.indices { try send(sockets[index].fd, &missing[index]) }
        var open = missing.count { $0 > 0 }
        while open > 0 {
            guard poll(&sockets, nfds_t(sockets.count), 10_000) > 0 else { throw Failed() }
            for index in sockets.indices where sockets[index].revents != 0 {
                try receive(sockets[index].fd, &missing[index])
                if missing[index] == 0 { try send(sockets[index].fd, &missing[index]) }
                if missing[index] == 0 { open -= 1 }
            }
        }
    }

    /// Sends one more request if any is left.
    private mutating func send(_ socket: Int32, _ missing: inout Int) throws {
        if toSend == 0 { return }
        toSend -= 1
        guard Glibc.send(socket, request, request.count, 0) == request.count else { throw Failed() }
        missing = replyLength
    }

    private func receive(_ socket: Int32, _ missing: inout Int) throws {
        let count = withUnsafeTemporaryAllocation(byteCount: 4_096, alignment: 1) {
            recv(socket, $0.baseAddress, $0.count, 0)
        }
        guard count > 0, count <= missing else { throw Failed() }
        missing -= count
    }

    /// All replies are as long as the first, which comes in one piece.
    private mutating func measureReply(_ socket: Int32) throws -> Int {
        toSend -= 1
        guard Glibc.send(socket, request, request.count, 0) == request.count else { throw Failed() }
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = recv(socket, &buffer, buffer.count, 0)
        guard count > 0, buffer.starts(with: "HTTP/1.1 200 ".utf8) else { throw Failed() }
        return count
    }

    private func connected() throws -> Int32 {
        let number = BenchmarkSocket.connect(to: port)
        guard number >= 0 else { throw Failed() }
        return number
    }
}
