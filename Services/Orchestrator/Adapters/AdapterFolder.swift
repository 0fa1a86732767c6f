import Archives
import Blocking
import Domain
import Foundation

/// Where adapters are kept, `{root}/<name>/`: written aside, synced, renamed, then immutable.
struct AdapterFolder: Sendable {
    let root: String
    let pool: BlockingPool

    /// An adapter that is being received; dropped unless it is published.
    struct Incoming: Sendable {
        let folder: String
        var files: AdapterFiles { AdapterFiles(folder: folder) }
    }

    /// The folder of an adapter.
    func path(of name: String) -> String { "\(root)/\(name)" }

    /// Makes a place for an adapter's files.
    func begin() async throws -> Incoming {
        let folder = "\(root)/.incoming-\(UInt64.random(in: .min ... .max))"
        try await pool.run {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        }
        return Incoming(folder: folder)
    }

    /// Unpacks a tar of an adapter that comes in pieces.
    func unpack(
        into incoming: Incoming, _ fetch: (_ write: ([UInt8]) async throws -> Void) async throws -> Void
    ) async throws {
        let unpacking = AdapterUnpacking(folder: incoming.folder)
        try await fetch { piece in try await pool.run { try unpacking.take(piece) } }
        try await pool.run { try unpacking.finish() }
    }

    func check(_ incoming: Incoming, _ expected: ExpectedAdapter) async throws -> CheckedAdapter {
        try await pool.run { try incoming.files.check(expected) }
    }

    /// Makes the adapter seen under its name; one that is there already is the same.
    func publish(_ incoming: Incoming, as name: String) async throws {
        let target = path(of: name)
        try await pool.run {
            if FileManager.default.fileExists(atPath: target) {
                try Self.checkSame(AdapterFiles.config, incoming.folder, target)
                return try FileManager.default.removeItem(atPath: incoming.folder)
            }
            for file in try FileManager.default.contentsOfDirectory(atPath: incoming.folder) {
                try Self.sync("\(incoming.folder)/\(file)")
            }
            try Self.sync(incoming.folder)
            try FileManager.default.moveItem(atPath: incoming.folder, toPath: target)
            try Self.sync(root)
        }
    }

    /// Forgets what was received, also for a caller that was cancelled: three files at most.
    func drop(_ incoming: Incoming) {
        // It may be published or gone; what stays is swept at the next start.
        try? FileManager.default.removeItem(atPath: incoming.folder)
    }

    /// Removes what processes that were killed had begun to receive more than a day ago.
    func sweep() async throws {
        let root = root
        try await pool.run {
            let files = FileManager.default
            guard files.fileExists(atPath: root) else { return }
            for name in try files.contentsOfDirectory(atPath: root) where name.hasPrefix(".incoming-") {
                let begun = try files.attributesOfItem(atPath: "\(root)/\(name)")[.modificationDate] as? Date
                if let begun, begun.timeIntervalSinceNow < -86_400 {
                    try files.removeItem(atPath: "\(root)/\(name)")
                }
            }
        }
    }

    /// The name is of the weights alone: what else an adapter says must be what is published.
    private static func checkSame(_ file: String, _ incoming: String, _ published: String) throws {
        let (one, other) = ("\(incoming)/\(file)", "\(published)/\(file)")
        guard FileManager.default.fileExists(atPath: one),
            !FileManager.default.contentsEqual(atPath: one, andPath: other)
        else { return }
        throw AdapterObjection(
            "files", "these weights are published with another \(file), and an adapter never changes")
    }

    private static func sync(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw AdapterFolderError(path: path, code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw AdapterFolderError(path: path, code: errno) }
    }
}

/// A file of an adapter that can't be written.
struct AdapterFolderError: Error, CustomStringConvertible {
    let path: String
    let code: Int32

    var description: String { "\(path): \(String(cString: strerror(code)))" }
}
