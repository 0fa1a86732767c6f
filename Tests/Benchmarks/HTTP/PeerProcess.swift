import EventLoop
import Foundation

/// A server of somebody else, as a process whose time is told by the system.
struct PeerProcess: ~Copyable {
    struct NotStarted: Error {}

    private let port: UInt16
    private let process: Process

    /// Starts `program PORT` and returns once it listens.
    init(_ program: String) async throws {
        (process, port) = try await Self.start(program)
    }

    private static func start(_ program: String) async throws -> (Process, UInt16) {
        guard let address = SocketAddress(host: "127.0.0.1", port: 0) else { throw NotStarted() }
        let port = try Descriptor.listen(on: address).localAddress().port
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = ["\(port)"]
        try process.run()
        for _ in 0..<200 {
            let socket = BenchmarkSocket.connect(to: port)
            if socket >= 0 {
                close(socket)
                return (process, port)
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        process.terminate()
        throw NotStarted()
    }

    /// Microseconds that it uses for a request, on so many connections.
    borrowing func time(of shape: (connections: Int, requests: Int)) async throws -> Double {
        let start = try time()
        try await LoadProcess.run(port: port, connections: shape.connections, requests: shape.requests)
        return (try time() - start) / Double(shape.requests)
    }

    /// Microseconds that it has used of all CPUs: user and system time of proc_pid_stat(5), in ticks of 10 ms.
    private borrowing func time() throws -> Double {
        let text = try String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)
        let fields = text.drop { $0 != ")" }.split(separator: " ")
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else {
            throw NotStarted()
        }
        return (user + system) * 10_000
    }

    deinit { process.terminate() }
}
