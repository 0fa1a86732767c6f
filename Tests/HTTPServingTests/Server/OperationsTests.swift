import EventLoop
import Foundation
import HTTPTypes
import Testing

@testable import HTTPServing

/// What probes learn from a server beside the one they ask about.
@Suite struct OperationsTests {
    private let live = "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n"
    private let ready = "GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n"

    private let routes = ProcessRoutes(name: "test", version: "1", metrics: { "m 1\n" }) { [] }

    @Test func `a loop that no longer turns fails liveness until it turns again`() async throws {
        let stuck = try ReadinessLoop(label: "stuck")
        let watch = LoopWatch([stuck], every: .milliseconds(5), patience: .milliseconds(500))
        try await withServer(routes: { router in
            ProcessRoutes(name: "test", version: "1", metrics: { "" }, liveness: watch.problems) { [] }
                .register(in: &router)
        }) { test in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await watch.run() }
                var reply = try await test.exchange(live)
                while reply.status != 200 { reply = try await test.exchange(live) }
                let hold = DispatchSemaphore(value: 0)
                stuck.post { hold.wait() }
                while reply.status == 200 { reply = try await test.exchange(live) }
                #expect(reply.body.hasPrefix("loop stuck has not turned for"))
                hold.signal()
                while reply.status != 200 { reply = try await test.exchange(live) }
                group.cancelAll()
            }
        }
        await stuck.stop()
    }

    @Test func `the server beside a draining one is not ready, and alive`() async throws {
        try await withServer(settings: { $0.settle = .seconds(60) }, routes: { _ in }) { main in
            let beside = routes.beside(main.server) { [] }
            try await withServer(routes: { beside.register(in: &$0) }) { test in
                #expect(try await test.exchange(ready).status == 200)
                main.server.drain()
                var reply = try await test.exchange(ready)
                while reply.status == 200 { reply = try await test.exchange(ready) }
                #expect(reply.status == 503)
                #expect(reply.body == "this process is stopping\n")
                #expect(reply.fields["connection"] == nil)
                #expect(try await test.exchange(live).body == "ok\n")
            }
        }
    }

    @Test func `liveness says what is broken`() async throws {
        let broken = ProcessRoutes(
            name: "test", version: "1", metrics: { "" }, liveness: { ["loop 0 has not turned"] }
        ) { [] }
        try await withServer(routes: { broken.register(in: &$0) }) { test in
            let reply = try await test.exchange(live)
            #expect(reply.status == 503)
            #expect(reply.body == "loop 0 has not turned\n")
        }
    }

    @Test func `operations have few connections, no cap on handlers and descriptors of their own`() {
        let settings = HTTPServerSettings.operations(name: "o", host: "127.0.0.1", port: 0)
        #expect(settings.maxConnections == 32)
        #expect(settings.maxHandlers == .max)
        #expect(settings.reserve == 8)
        #expect(settings.servesFromReserve)
    }

    @Test func `a reserve gives up as many descriptors as it has, and takes them again`() {
        let reserve = DescriptorReserve(size: 2)
        let given = (0..<3).map { _ in reserve.giveUp() }
        #expect(given == [true, true, false])
        reserve.refill()
        let again = reserve.giveUp()
        #expect(again)
    }

    @Test func `a connection that ends leaves its descriptor to the reserve, and is closed by that`() throws {
        let reserve = DescriptorReserve(size: 1)
        let (first, second) = (try SocketPair(), try SocketPair())
        let isGiven = reserve.giveUp()
        #expect(isGiven)
        reserve.takeBack(first.takeOther())
        #expect(first.readToEnd() == "")
        // There is room for one alone: the next is closed as any other.
        reserve.takeBack(second.takeOther())
        #expect(second.readToEnd() == "")
        let given = (0..<2).map { _ in reserve.giveUp() }
        #expect(given == [true, false])
    }
}
