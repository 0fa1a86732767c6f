import Foundation

/// A program of the system, run to its end.
struct Command {
    let words: [String]
    let environment: [String: String]

    init(_ words: [String], _ environment: [String: String] = [:]) {
        self.words = words
        self.environment = environment.merging(["PATH": "/usr/bin:/bin"]) { given, _ in given }
    }

    /// Its exit code; what it prints is dropped.
    func run() async throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let (codes, ending) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { ending.yield($0.terminationStatus) }
        try process.run()
        for await code in codes { return code }
        throw CancellationError()
    }
}
