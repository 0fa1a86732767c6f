import CEpoll
import Glibc

extension Descriptor {
    /// A connection as it comes from a listener.
    package struct Accepted: ~Copyable, Sendable {
        package let connection: Descriptor
        package let peer: SocketAddress

        /// The connection alone; its peer address was read before.
        package consuming func take() -> Descriptor { connection }
    }

    /// Opens a non-blocking TCP listener; port 0 lets the system choose.
    ///
    /// `sharingPort` is for a listener per loop (HTTP L7). IPv6 listeners take
    /// IPv6 alone, so that a second one for IPv4 can stand beside it.
    package static func listen(
        on address: SocketAddress, backlog: Int32 = 1_024, sharingPort: Bool = false
    ) throws(SystemCallError) -> Descriptor {
        let number = try systemCall("socket") { cepoll_socket(address.family) }
        let listener = Descriptor(owning: number)
        try set(number, SOL_SOCKET, SO_REUSEADDR)
        if sharingPort { try set(number, SOL_SOCKET, SO_REUSEPORT) }
        if address.family == AF_INET6 { try set(number, Int32(IPPROTO_IPV6), IPV6_V6ONLY) }
        _ = try address.withSockaddr { pointer, length throws(SystemCallError) in
            try systemCall("bind") { bind(number, pointer, length) }
        }
        _ = try systemCall("listen") { Glibc.listen(number, backlog) }
        return listener
    }

    /// Takes the next waiting connection; nil when none waits.
    ///
    /// Connections that were reset while they waited are passed over. Running out
    /// of descriptors throws EMFILE or ENFILE: the listener stays readable.
    package borrowing func accept() throws(SystemCallError) -> Accepted? {
        let listener = rawValue
        var peer = sockaddr_storage()
        while true {
            do {
                guard let number = try systemCallUnlessBlocked("accept4", { cepoll_accept(listener, &peer) })
                else { return nil }
                return Accepted(connection: Descriptor(owning: number), peer: SocketAddress(peer))
            } catch  where error.code == ECONNABORTED {
                continue
            }
        }
    }

    /// The address this socket is bound to, its port known at last.
    package borrowing func localAddress() throws(SystemCallError) -> SocketAddress {
        let number = rawValue
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        _ = try withUnsafeMutablePointer(to: &storage) { storage throws(SystemCallError) in
            try storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address throws(SystemCallError) in
                try systemCall("getsockname") { getsockname(number, address, &length) }
            }
        }
        return SocketAddress(storage)
    }

    /// Sends small writes at once (TCP_NODELAY).
    package borrowing func setNoDelay() throws(SystemCallError) {
        let number = rawValue
        _ = try systemCall("setsockopt") { cepoll_set_no_delay(number) }
    }

    /// Ends our side of the stream; what the peer still sends can be read (HTTP H37).
    package borrowing func shutdownWriting() throws(SystemCallError) {
        let number = rawValue
        _ = try systemCall("shutdown") { shutdown(number, Int32(SHUT_WR)) }
    }

    private static func set(_ number: Int32, _ level: Int32, _ option: Int32) throws(SystemCallError) {
        _ = try systemCall("setsockopt") { cepoll_set_option(number, level, option, 1) }
    }
}
