import Glibc

/// An IPv4 or IPv6 address and a port.
package struct SocketAddress: Sendable, Hashable {
    /// The address without its port, as text: `127.0.0.1`, `::1`.
    package let host: String
    package let port: UInt16
    let family: Int32
}

extension SocketAddress {
    /// Reads a numeric address or `localhost`; a name is nil, since looking it up blocks.
    package init?(host: String, port: UInt16) {
        let numeric = host == "localhost" ? "127.0.0.1" : host
        var bytes = in6_addr()
        let family = numeric.contains(":") ? AF_INET6 : AF_INET
        guard inet_pton(family, numeric, &bytes) == 1 else { return nil }
        self.init(host: numeric, port: port, family: family)
    }

    /// Reads what the system wrote.
    init(_ storage: sockaddr_storage) {
        family = Int32(storage.ss_family)
        (host, port) = withUnsafeBytes(of: storage) { bytes in
            if storage.ss_family == sa_family_t(AF_INET6) {
                let address = bytes.loadUnaligned(as: sockaddr_in6.self)
                return (Self.text(AF_INET6, of: address.sin6_addr), UInt16(bigEndian: address.sin6_port))
            }
            let address = bytes.loadUnaligned(as: sockaddr_in.self)
            return (Self.text(AF_INET, of: address.sin_addr), UInt16(bigEndian: address.sin_port))
        }
    }

    /// Lends the address in the form system calls take.
    func withSockaddr<Value>(
        _ body: (UnsafePointer<sockaddr>, socklen_t) throws(SystemCallError) -> Value
    ) throws(SystemCallError) -> Value {
        if family == AF_INET6 {
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            inet_pton(AF_INET6, host, &address.sin6_addr)
            return try Self.lend(&address, to: body)
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        inet_pton(AF_INET, host, &address.sin_addr)
        return try Self.lend(&address, to: body)
    }

    private static func lend<Form, Value>(
        _ address: inout Form,
        to body: (UnsafePointer<sockaddr>, socklen_t) throws(SystemCallError) -> Value
    ) throws(SystemCallError) -> Value {
        try withUnsafePointer(to: &address) { pointer throws(SystemCallError) in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer throws(SystemCallError) in
                try body(pointer, socklen_t(MemoryLayout<Form>.size))
            }
        }
    }

    private static func text<Address>(_ family: Int32, of address: Address) -> String {
        withUnsafePointer(to: address) { address in
            String(unsafeUninitializedCapacity: Int(INET6_ADDRSTRLEN)) { buffer in
                buffer.withMemoryRebound(to: CChar.self) { characters in
                    inet_ntop(family, address, characters.baseAddress, socklen_t(characters.count))
                        .map { strlen($0) } ?? 0
                }
            }
        }
    }
}

extension SocketAddress: CustomStringConvertible {
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
