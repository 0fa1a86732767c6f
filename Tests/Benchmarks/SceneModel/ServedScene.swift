import Foundation

/// A `scene-model serve` of the build folder, run as a process of its own.
struct ServedScene: ~Copyable {
    let url: String
    private let process: Process
    private let output: Pipe

    /// Starts it on a free port and returns once it says where it listens.
    init(_ options: [String]) throws {
        output = Pipe()
        process = Process()
        process.executableURL = Self.program
        process.arguments = ["serve", "--listen", "127.0.0.1:0"] + options
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let address = line.split(separator: " ").last?.trimmingCharacters(in: .newlines) else {
            process.terminate()
            throw BenchmarkError.notStarted("scene-model serve")
        }
        url = address
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
    }

    /// Draws samples into a folder and returns their lines.
    static func draw(_ count: Int, into folder: URL) throws -> [Substring] {
        let drawing = Process()
        drawing.executableURL = program
        drawing.arguments = ["scenes", "--count", "\(count)", "--seed", "1", "--out", folder.path]
        drawing.standardOutput = FileHandle.nullDevice
        try drawing.run()
        drawing.waitUntilExit()
        guard drawing.terminationStatus == 0 else { throw BenchmarkError.notStarted("scene-model scenes") }
        let text = try String(contentsOf: folder.appending(path: "samples.ndjson"), encoding: .utf8)
        return text.split(separator: "\n")
    }

    private static var program: URL {
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "scene-model")
    }
}
