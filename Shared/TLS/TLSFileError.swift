/// A file that a server can't serve TLS with, and why.
package struct TLSFileError: Error, Sendable, Hashable, CustomStringConvertible {
    package let file: String
    package let reason: String

    package var description: String { "\(file): \(reason)" }
}
