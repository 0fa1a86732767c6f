import Foundation

/// Where people read: standard output for results, standard error for notes.
enum Terminal {
    /// Whether standard output is a terminal that can be drawn on.
    static var isInteractive: Bool {
        isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// Its width; 100 where it is unknown.
    static var columns: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
        return Int(size.ws_col)
    }

    /// Writes a line of the result at once, also into a pipe.
    static func say(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }

    /// Tells a person something that is no part of the result.
    @Sendable static func note(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }

    /// Writes text as it is.
    static func draw(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
}
