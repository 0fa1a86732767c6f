import Foundation

/// Where the programs are: beside the one that runs.
enum Programs {
    /// Our own path.
    static var own: String {
        let link = "/proc/self/exe"
        // Without /proc nothing here works; the name we were called by is the best left.
        return (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) ?? CommandLine.arguments[0]
    }

    static var folder: String { URL(filePath: own).deletingLastPathComponent().path }

    /// Fails for the first program that is not in the folder.
    static func check(_ names: [String], in folder: String = folder) throws(SupervisorError) {
        for name in names where !FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)") {
            throw .programMissing(path: "\(folder)/\(name)")
        }
    }
}
