import Glibc
import Testing

@testable import EventLoop

extension SocketAddress {
    static var loopback: SocketAddress { SocketAddress(host: "127.0.0.1", port: 0, family: AF_INET) }
}

/// Two connected stream sockets, as bare numbers.
func socketPair() throws -> (Int32, Int32) {
    var numbers: [Int32] = [0, 0]
    // Exit tests run child processes, which must not hold an end open.
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    try #require(socketpair(AF_UNIX, type, 0, &numbers) == 0)
    return (numbers[0], numbers[1])
}

/// What is open under a number; nil for nothing.
func inode(of number: Int32) -> UInt? {
    var status = stat()
    return fstat(number, &status) == 0 ? status.st_ino : nil
}

extension Descriptor {
    /// A TCP client and the server's end of its connection.
    static func connected(host: String) throws -> (client: Int32, server: Int32) {
        let listener = try listen(on: #require(SocketAddress(host: host, port: 0)))
        let address = try listener.localAddress()
        let client = socket(address.family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        _ = try address.withSockaddr { pointer, length throws(SystemCallError) in
            try systemCall("connect") { connect(client, pointer, length) }
        }
        _ = fcntl(client, F_SETFL, O_NONBLOCK)
        guard let accepted = try listener.accept() else {
            throw SystemCallError(function: "accept4", code: 0)
        }
        return (client, accepted.take().release())
    }

    func receive() throws -> ReadOutcome {
        var bytes = [UInt8](repeating: 0, count: 64)
        var span = bytes.mutableSpan
        var raw = span.mutableBytes
        return try read(into: &raw)
    }
}
