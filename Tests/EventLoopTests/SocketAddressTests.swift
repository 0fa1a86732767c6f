import Testing

@testable import EventLoop

@Suite struct SocketAddressTests {
    @Test(arguments: [("127.0.0.1", "127.0.0.1:80"), ("::1", "[::1]:80"), ("localhost", "127.0.0.1:80")])
    func `numeric hosts and localhost are addresses`(host: String, text: String) {
        #expect(SocketAddress(host: host, port: 80)?.description == text)
    }

    @Test(arguments: ["", "example.org", "1.2.3", "256.0.0.1", ":::"])
    func `a name is no address`(host: String) {
        #expect(SocketAddress(host: host, port: 80) == nil)
    }
}
