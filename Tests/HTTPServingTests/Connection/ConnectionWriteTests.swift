import EventLoop
import HTTPTypes
import Testing

@testable import HTTPServing

@Suite struct ConnectionWriteTests {
    @Test func `a writer whose sending closes the connection does not wait for it`() async throws {
        let loop = try ReadinessLoop(label: "write")
        let settings = HTTPServerSettings(name: "test", host: "127.0.0.1", port: 0)
        let shared = ServerShared(router: Router(), settings: settings, logger: .quiet)
        let remote = try #require(SocketAddress(host: "127.0.0.1", port: 1))
        let connection: Connection
        do {
            let pair = try SocketPair()
            connection = Connection(
                pair.takeOther(), remote: remote, server: ServerLoop(loop: loop, shared: shared),
                isWelcome: true)
        }
        await connection.beginStreamAboveHighMark()
        await #expect(throws: ConnectionError.clientGone) { try await connection.write([1]) }
        await loop.stop()
    }
}

extension Connection {
    fileprivate func beginStreamAboveHighMark() {
        stream = ReplyStream(ReplyFraming(content: .untilClose, persistence: .close, sendsContent: true))
        machine.isOutputHigh = true
    }
}
