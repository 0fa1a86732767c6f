import CRawEcho
import EventLoop
import Foundation
import HTTPServing
import HTTPTypes
import Logging
import Telemetry

/// CPU time per request of a fixed small reply on keep-alive connections, one loop,
/// beside the least that a loop on epoll can do, and beside a peer if one is named.
///
/// The load is a process of its own, so this one's time is the server's alone:
/// parsing, routing, the handler's child task, metrics and the reply. They
/// take turns, so that what else the machine does meets all.
struct HTTPBenchmark {
    /// A program that serves the same on the port it is given, such as Tests/Peers/hummingbird-peer.
    let peer: String?
    private let rounds = 5
    private let shapes: [(connections: Int, requests: Int)] = [(1, 20_000), (64, 60_000), (256, 60_000)]
    private static let body = "Hello, world!"
    /// As long as the server's own head and body, which LoadGenerator counts.
    private static let raw =
        "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
        + "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
        + "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
        + "Content-Type: text/plain; charset=utf-8\r\nX-Request-Id: 0123456789abcdef01234567\r\n"
        + "Content-Length: 13\r\n\r\n" + body

    func run() async throws {
        let group = try LoopGroup(count: 1)
        var settings = HTTPServerSettings(name: "benchmark", host: "127.0.0.1", port: 0)
        settings.grace = .seconds(1)
        var router = Router()
        router.on(.get, "/v1/hello/{name}") { _ in .text(Self.body) }
        let (logger, _) = TelemetrySystem.start(service: "benchmark", level: "warning")
        let server = try HTTPServer(router: router, settings: settings, loops: group, logger: logger)
        try await withThrowingDiscardingTaskGroup { tasks in
            tasks.addTask { try await server.run() }
            try await report(server.address.port)
            server.hasten()
        }
        await group.stop()
    }

    private func report(_ port: UInt16) async throws {
        let peer: PeerProcess? = if let peer { try await PeerProcess(peer) } else { nil }
        print("CPU µs per request, a reply of \(Self.body.utf8.count) bytes, medians of \(rounds) rounds:")
        for shape in shapes {
            _ = try await measureServer(port, shape.connections, shape.requests / 10)
            var (own, raw, ratios, others): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
            _ = try await peer?.time(of: (shape.connections, shape.requests / 10))
            for _ in 0..<rounds {
                own.append(try await measureServer(port, shape.connections, shape.requests))
                raw.append(try await measureRaw(shape.connections, shape.requests))
                ratios.append(own[own.count - 1] / raw[raw.count - 1])
                if let time = try await peer?.time(of: shape) { others.append(time) }
            }
            print(
                "  \(shape.connections) connections: \(Self.median(own)), raw epoll \(Self.median(raw)),",
                "\(Self.median(ratios)) × raw",
                others.isEmpty
                    ? "" : ", peer \(Self.median(others)), \(Self.rounded(own.median / others.median)) × peer"
            )
        }
    }

    private func measureServer(_ port: UInt16, _ connections: Int, _ requests: Int) async throws -> Double {
        let start = Self.processTime
        try await LoadProcess.run(port: port, connections: connections, requests: requests)
        return Self.microseconds(since: start) / Double(requests)
    }

    private func measureRaw(_ connections: Int, _ requests: Int) async throws -> Double {
        guard let address = SocketAddress(host: "127.0.0.1", port: 0) else { return .nan }
        let listener = try Descriptor.listen(on: address)
        let port = try listener.localAddress().port
        let (number, reply) = (listener.rawValue, Self.raw)
        let start = Self.processTime
        let thread = Thread { _ = raw_echo_serve(number, reply, reply.utf8.count) }
        thread.start()
        try await LoadProcess.run(port: port, connections: connections, requests: requests)
        let used = Self.microseconds(since: start)
        withExtendedLifetime(consume listener) {}
        return used / Double(requests)
    }
}

// MARK: Figures

extension HTTPBenchmark {
    /// What this process has used of all CPUs, in its own code and in the system's.
    private static var processTime: Double {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        return Double(seconds) * 1e6 + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
    }

    private static func microseconds(since start: Double) -> Double { processTime - start }

    private static func median(_ values: [Double]) -> Double { rounded(values.median) }

    /// To two places.
    private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
