import Glibc
import Testing

@testable import Curl

@Suite struct PublicAddressTests {
    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255",
        "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
        "223.255.255.255", "2600::1", "2a00:1450:4001::1", "2001:200::1", "2001:4860:4860::8888",
    ])
    func `an address of the internet is public`(_ text: String) throws {
        #expect(try holds(text))
    }

    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1",
        "127.255.255.255", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1",
        "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.7",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
        "fe80::1", "fc00::1", "fd12::1", "ff02::1", "2001::1", "2001:1ff::1", "2001:db8::1",
        "2002:808:808::1",
        "3fff::1", "fec0::1", "100::1",
    ])
    func `an address that is special is not`(_ text: String) throws {
        #expect(try !holds(text))
    }

    private func holds(_ text: String) throws -> Bool {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            return PublicAddress.holds(v4: UInt32(bigEndian: four.s_addr))
        }
        var six = in6_addr()
        try #require(inet_pton(AF_INET6, text, &six) == 1)
        return PublicAddress.holds(v6: withUnsafeBytes(of: six) { Array($0) })
    }
}
