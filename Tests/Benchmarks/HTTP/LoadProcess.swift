import Foundation

/// This program once more, as the client of a server that is measured.
enum LoadProcess {
    struct Failed: Error { let status: Int32 }

    /// Returns when every request was answered.
    static func run(port: UInt16, connections: Int, requests: Int) async throws {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["http-load", "\(port)", "\(connections)", "\(requests)"]
        let status = try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        guard status == 0 else { throw Failed(status: status) }
    }
}
