import EventLoop
import Foundation
import Synchronization

/// A TCP server on loopback that follows a script, connection by connection.
///
/// It blocks in threads of its own, so that a script reads like the conversation
/// it is. Reads give up after half a minute.
final class ScriptedServer: Sendable {
    let port: UInt16
    private let listener: Int32
    private let counter = Counter()

    final class Counter: Sendable {
        private let number = Atomic(0)
        var value: Int { number.load(ordering: .relaxed) }

        func add(_ count: Int = 1) -> Int { number.add(count, ordering: .relaxed).newValue }
    }

    /// The script gets each connection and its number, from 1; the connection closes when it returns.
    init(_ script: @escaping @Sendable (ScriptedConnection, Int) -> Void) throws {
        guard let address = SocketAddress(host: "127.0.0.1", port: 0) else { throw POSIXError(.EINVAL) }
        let listening = try Descriptor.listen(on: address)
        port = try listening.localAddress().port
        let listener = listening.release()
        self.listener = listener
        _ = fcntl(listener, F_SETFL, 0)
        let counter = counter
        Thread.detachNewThread {
            while case let number = accept(listener, nil, nil), number >= 0 {
                // Not for the programs that other suites start: held open there, it never ends.
                _ = fcntl(number, F_SETFD, FD_CLOEXEC)
                let connection = ScriptedConnection(number: number)
                let count = counter.add()
                Thread.detachNewThread {
                    script(connection, count)
                    close(number)
                }
            }
            close(listener)
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    var url: String { "http://127.0.0.1:\(port)/" }

    /// Connections accepted so far.
    var accepted: Int { counter.value }
}
