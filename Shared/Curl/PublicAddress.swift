import CCurl
import Glibc

/// Whether an address belongs to the public internet.
///
/// Everything that IANA's registries of special-purpose addresses (RFC 6890) keep from it is
/// refused: this machine, private and shared networks, link-local ones with the metadata services
/// of clouds, multicast, documentation, and the forms of IPv6 that hold an IPv4 address.
package enum PublicAddress {
    /// The address of a socket; of any other family it is not public.
    static func holds(_ address: UnsafePointer<sockaddr>) -> Bool {
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                holds(v4: UInt32(bigEndian: $0.pointee.sin_addr.s_addr))
            }
        case AF_INET6:
            address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                withUnsafeBytes(of: $0.pointee.sin6_addr) { holds(v6: Array($0)) }
            }
        default: false
        }
    }

    /// An IPv4 address as a number, its first byte the highest.
    static func holds(v4 address: UInt32) -> Bool {
        !special.contains { address >> (32 - $0.length) == $0.network >> (32 - $0.length) }
    }

    /// The 16 bytes of an IPv6 address: global unicast (2000::/3), less what is special in it.
    static func holds(v6 bytes: [UInt8]) -> Bool {
        guard bytes.count == 16, bytes[0] & 0xE0 == 0x20 else { return false }
        let first = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
        let second = UInt16(bytes[2]) << 8 | UInt16(bytes[3])
        return switch first {
        case 0x2001: second >= 0x0200 && second != 0x0DB8  // 2001::/23 (Teredo …), documentation
        case 0x2002: false  // 6to4 holds an IPv4 address
        case 0x3FFF: second >= 0x1000  // documentation, RFC 9637
        default: true
        }
    }

    private static let special: [(network: UInt32, length: UInt32)] = [
        (v4(0, 0, 0, 0), 8), (v4(10, 0, 0, 0), 8), (v4(100, 64, 0, 0), 10), (v4(127, 0, 0, 0), 8),
        (v4(169, 254, 0, 0), 16), (v4(172, 16, 0, 0), 12), (v4(192, 0, 0, 0), 24), (v4(192, 0, 2, 0), 24),
        (v4(192, 88, 99, 0), 24), (v4(192, 168, 0, 0), 16), (v4(198, 18, 0, 0), 15),
        (v4(198, 51, 100, 0), 24), (v4(203, 0, 113, 0), 24), (v4(224, 0, 0, 0), 4), (v4(240, 0, 0, 0), 4),
    ]

    private static func v4(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32) -> UInt32 {
        a << 24 | b << 16 | c << 8 | d
    }
}
