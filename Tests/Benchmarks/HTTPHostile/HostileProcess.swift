import Foundation

/// This program once more, in a role of `http-hostile`; it ends with this value's `stop`.
final class HostileProcess {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    init(_ arguments: [String]) throws {
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    /// The numbers of its first line.
    func numbers() -> [Int] {
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        return line.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    }

    /// Ends its standard input.
    func finishInput() throws { try input.fileHandleForWriting.close() }

    /// What it has used of a processor so far, in seconds.
    func processorTime() throws -> Double {
        let path = "/proc/\(process.processIdentifier)/stat"
        let fields = try String(contentsOfFile: path, encoding: .utf8).split(separator: ")").last?
            .split(separator: " ").map(String.init)
        // utime and stime are the 14th and 15th; the name, in parentheses, is the second.
        guard let fields, fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12])
        else {
            throw BenchmarkError.refused(path)
        }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// At once: it has inherited that our threads block signals, and would not hear a gentler one.
    func stop() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}

/// A server in a process of its own.
struct HostileService {
    let process: HostileProcess
    let port: UInt16
    let operationsPort: UInt16

    init(descriptors: Int, connections: Int) throws {
        process = try HostileProcess(["http-hostile-server", "\(descriptors)", "\(connections)"])
        let numbers = process.numbers()
        guard numbers.count == 2 else { throw BenchmarkError.notStarted("http-hostile-server") }
        (port, operationsPort) = (UInt16(numbers[0]), UInt16(numbers[1]))
    }

    /// How many connections the main server has.
    func openConnections() throws -> Int {
        let page = BenchmarkSocket.get("/metrics", from: operationsPort) ?? ""
        let start = "pairmill_http_connections{server=\"hostile\"} "
        guard let line = page.split(separator: "\n").first(where: { $0.hasPrefix(start) }),
            let value = Double(line.dropFirst(start.count).trimmingCharacters(in: .whitespaces))
        else { throw BenchmarkError.refused("/metrics: \(page.prefix(300))") }
        return Int(value)
    }
}
