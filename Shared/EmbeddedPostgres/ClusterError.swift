/// Why a private PostgreSQL could not be run.
package enum ClusterError: Error, Sendable, Hashable {
    /// No PostgreSQL of version 15 or newer is installed.
    case notInstalled(lookedIn: [String])
    /// A folder or file of the cluster can't be made or read.
    case folder(path: String, reason: String)
    /// The path of the socket would be longer than a socket's path may be.
    case socketPathTooLong(String)
    /// A program ended with an error.
    case failed(program: String, status: Int32, output: String)
    /// A program did not end in time and was killed.
    case timedOut(program: String)
}

extension ClusterError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notInstalled(let places):
            "no PostgreSQL 15 or newer in \(places.joined(separator: ", ")); install postgresql"
        case .folder(let path, let reason): "\(path): \(reason)"
        case .socketPathTooLong(let path):
            "the socket's path \(path) has \(path.utf8.count) bytes; the limit is "
                + "\(ClusterFolders.longestSocketPath); use a shorter folder"
        case .failed(let program, let status, let output):
            "\(program) ended with status \(status): \(output)"
        case .timedOut(let program): "\(program) did not end in time and was killed"
        }
    }
}
