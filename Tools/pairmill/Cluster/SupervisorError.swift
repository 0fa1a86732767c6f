/// Why a member of a cluster does not work.
enum SupervisorError: Error, Equatable {
    case ended(name: String, ExitStatus, log: String)
    case notHealthy(name: String, address: String, within: Duration, log: String)
    /// A program that must be there is not.
    case programMissing(path: String)
    /// Another `pairmill up` runs in the folder.
    case alreadyRunning(folder: String, address: String?)
    case noFreePort(from: UInt16)
}

extension SupervisorError: CustomStringConvertible {
    var description: String {
        switch self {
        case .ended(let name, let status, let log):
            "\(name) ended with \(status); its log \(log) says:\n\(LogTail.read(log))"
        case .notHealthy(let name, let address, let limit, let log):
            "\(name) did not become healthy at \(address) within \(limit); its log \(log) says:\n"
                + LogTail.read(log)
        case .programMissing(let path):
            "\(path) is missing; build it with `swift build -c release`"
        case .alreadyRunning(let folder, let address):
            "a cluster runs in \(folder)\(address.map { " at \($0)" } ?? ""); stop it with "
                + "`pairmill down --folder \(folder)`"
        case .noFreePort(let port): "no port from \(port) to \(port + 1000) is free on 127.0.0.1"
        }
    }
}
