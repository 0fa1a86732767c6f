import Foundation
import Glibc
import Synchronization

/// Stands between one process and PostgreSQL, and can lose the answer to a commit.
///
/// What was asked has then taken effect, and whoever asked never hears of it: the case that
/// re-sending must be safe for (QUEUE §13.3). Each direction of a connection has a thread of its
/// own, so that neither can hold up the other.
package final class LosingProxy: Sendable {
    /// Where it listens, on loopback.
    package let port: UInt16
    private let listener: Int32
    private let target: String
    private let links = Mutex<[Link]>([])

    /// `target` is the path of PostgreSQL's unix socket.
    package init(to target: String) throws {
        self.target = target
        (listener, port) = try Self.listen()
        Thread.detachNewThread { [self] in acceptAll() }
    }

    /// Loses the next answer of every connection that tells of something committed; says of how many.
    package func loseCommits() -> Int {
        links.withLock { links in
            for link in links { link.losesCommit.store(true, ordering: .relaxed) }
            return links.count
        }
    }

    /// Takes no more connections and ends those it has.
    package func close() {
        _ = shutdown(listener, Int32(SHUT_RDWR))
        for link in links.withLock({ $0 }) { link.end() }
    }

    private func acceptAll() {
        while true {
            let client = accept(listener, nil, nil)
            if client < 0 {
                if errno == EINTR || errno == ECONNABORTED { continue }
                break
            }
            // No program we start may hold it open.
            _ = fcntl(client, F_SETFD, FD_CLOEXEC)
            // The server is away: its client is told so in the same way.
            guard let server = Self.connect(to: target) else {
                Glibc.close(client)
                continue
            }
            let link = Link(client: client, server: server)
            links.withLock { links in
                links.removeAll(where: \.isOver)
                links.append(link)
            }
            Thread.detachNewThread { link.passRequests() }
            Thread.detachNewThread { link.passAnswers() }
        }
        Glibc.close(listener)
    }

    private static func listen() throws -> (Int32, UInt16) {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(number, $0, length) == 0 && Glibc.listen(number, 64) == 0
                    && getsockname(number, $0, &length) == 0
            }
        }
        guard isBound else { throw SystemError(call: "listen", code: errno) }
        return (number, UInt16(bigEndian: address.sin_port))
    }

    private static func connect(to path: String) -> Int32? {
        let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        if !isConnected { Glibc.close(number) }
        return isConnected ? number : nil
    }
}

/// A call of the system that failed.
private struct SystemError: Error {
    let call: String
    let code: Int32
}

/// One connection through the proxy; its descriptors are closed by whichever direction ends last.
private final class Link: Sendable {
    let losesCommit = Atomic(false)
    private let client: Int32
    private let server: Int32
    private let open = Atomic(2)

    init(client: Int32, server: Int32) {
        (self.client, self.server) = (client, server)
    }

    var isOver: Bool { open.load(ordering: .acquiring) == 0 }

    func passRequests() {
        pass(from: client, to: server) { _ in true }
    }

    func passAnswers() {
        pass(from: server, to: client) { answer in
            !(losesCommit.load(ordering: .relaxed) && Self.tellsOfCommit(answer))
        }
    }

    /// Ends both directions; the threads notice.
    func end() {
        guard !isOver else { return }
        for number in [client, server] { _ = shutdown(number, Int32(SHUT_RDWR)) }
    }

    /// ReadyForQuery outside a transaction: `Z`, length 5, `I` (PostgreSQL manual, 55.7).
    private static func tellsOfCommit(_ answer: UnsafeRawBufferPointer) -> Bool {
        answer.count >= 6 && answer.suffix(6).elementsEqual([0x5A, 0, 0, 0, 5, 0x49])
    }

    private func pass(
        from source: Int32, to sink: Int32, unless isKept: (UnsafeRawBufferPointer) -> Bool
    ) {
        withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 16) { buffer in
            while true {
                let count = read(source, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
                guard isKept(piece), Self.write(piece, to: sink) else { break }
            }
        }
        for number in [client, server] { _ = shutdown(number, Int32(SHUT_RDWR)) }
        guard open.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 else { return }
        for number in [client, server] { Glibc.close(number) }
    }

    private static func write(_ piece: UnsafeRawBufferPointer, to sink: Int32) -> Bool {
        var rest = piece
        while !rest.isEmpty {
            let count = send(sink, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
        return true
    }
}
