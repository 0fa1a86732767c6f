import Foundation

/// A program that could not be started.
struct ChildProcessError: Error, Equatable, CustomStringConvertible {
    let program: String
    let code: Int32

    var description: String { "\(program) does not start: \(String(cString: strerror(code)))" }
}
