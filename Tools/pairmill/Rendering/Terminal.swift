import ArgumentParser
import Foundation
import Glibc

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
    static func say(_ line: String) throws { try draw(line + "\n") }

    /// Writes text as it is; a reader that went away ends the command as SIGPIPE would.
    static func draw(_ text: String) throws { try draw(Array(text.utf8)) }

    /// Writes bytes as they are.
    static func draw(_ bytes: [UInt8]) throws {
        let error = write(bytes, to: STDOUT_FILENO)
        if error == EPIPE { throw ExitCode(128 + SIGPIPE) }
        if error != 0 { throw CocoaError(.fileWriteUnknown) }
    }

    /// Tells a person something that is no part of the result; nobody there is no error.
    @Sendable static func note(_ line: String) { _ = write(Array("\(line)\n".utf8), to: STDERR_FILENO) }

    /// Not Foundation's, which traps when the reader is gone. Returns the error or 0.
    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno != EINTR { return errno }
            rest = rest.dropFirst(max(0, count))
        }
        return 0
    }
}
