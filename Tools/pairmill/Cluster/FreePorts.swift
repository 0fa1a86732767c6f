import Foundation

/// Finds ports on loopback that nobody listens on, each once.
///
/// Another process may take one before its service does, which then says so and stops.
struct FreePorts {
    private var given: Set<UInt16> = []

    /// The wanted port if it is free, else the first free one of the next thousand.
    mutating func next(from wanted: UInt16) throws(SupervisorError) -> UInt16 {
        let port = (wanted...wanted + 1000).first { !given.contains($0) && Self.isFree($0) }
        guard let port else { throw .noFreePort(from: wanted) }
        given.insert(port)
        return port
    }

    private static func isFree(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
