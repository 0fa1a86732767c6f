import Glibc
import Testing

@testable import EventLoop

@Suite struct DescriptorTests {
    @Test func `a descriptor is closed with its owner`() throws {
        let pair = try socketPair()
        defer { close(pair.1) }
        let socket = try #require(inode(of: pair.0))
        do { _ = Descriptor(owning: pair.0) }

        #expect(inode(of: pair.0) != socket)
    }

    @Test func `a released descriptor stays open`() {
        let number = Descriptor(owning: dup(0)).release()
        defer { close(number) }

        #expect(fcntl(number, F_GETFD) != -1)
    }

    @Test(arguments: ["127.0.0.1", "::1"])
    func `bytes go both ways and end with the stream`(host: String) throws {
        let pair = try Descriptor.connected(host: host)
        let client = Descriptor(owning: pair.client)
        let server = Descriptor(owning: pair.server)
        var outcomes = [try server.receive()]
        var written = [try client.write("hello".utf8.span.bytes)]
        outcomes.append(try server.receive())
        written.append(try server.write("a".utf8.span.bytes, "bc".utf8.span.bytes))
        outcomes.append(try client.receive())
        try client.shutdownWriting()
        outcomes.append(try server.receive())

        #expect(written == [5, 3])
        #expect(outcomes == [.wouldBlock, .bytes(5), .bytes(3), .endOfStream])
    }

    @Test func `nothing waiting is no connection`() throws {
        let listener = try Descriptor.listen(on: .loopback)

        let isNone = if case nil = try listener.accept() { true } else { false }
        #expect(isNone)
    }

    @Test func `a write to a gone peer is an error, not a signal`() throws {
        _ = try ReadinessLoop(label: "ignores SIGPIPE")
        let pair = try socketPair()
        let writer = Descriptor(owning: pair.0)
        defer { close(pair.1) }
        shutdown(pair.1, Int32(SHUT_RDWR))

        #expect(throws: SystemCallError(function: "write", code: EPIPE)) {
            _ = try writer.write("x".utf8.span.bytes)
        }
    }

    @Test func `a taken port is refused with the call and its reason`() throws {
        let listener = try Descriptor.listen(on: .loopback)
        let address = try listener.localAddress()

        #expect(throws: SystemCallError(function: "bind", code: EADDRINUSE)) {
            _ = try Descriptor.listen(on: address)
        }
    }
}
