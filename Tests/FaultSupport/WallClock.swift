import Foundation
import PipelineSupport

/// The wall clock that a process sees, off by as much as a file says (Tests/CWallClock).
struct WallClock: Sendable {
    private let file: URL

    /// Makes a clock that is right.
    init(_ file: URL) throws {
        self.file = file
        try withUnsafeBytes(of: Int64(0)) { try Foundation.Data($0).write(to: file) }
    }

    /// What a process is told to see it.
    var environment: [String: String] {
        ["LD_PRELOAD": ServiceProcess.path(of: "libwall-clock.so"), "WALL_CLOCK": file.path]
    }

    /// Sets it off by so many seconds, for the process that runs and for those that come.
    func jump(to seconds: Int) throws {
        // In place, for the process has mapped the file.
        let handle = try FileHandle(forWritingTo: file)
        try withUnsafeBytes(of: Int64(seconds)) { try handle.write(contentsOf: Foundation.Data($0)) }
        try handle.close()
    }
}
