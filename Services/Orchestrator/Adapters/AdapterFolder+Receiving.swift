import Blocking
import Foundation

extension AdapterFolder {
    /// Receives one file of an adapter that comes in pieces; the name must be one of an adapter's.
    func receive(
        _ name: String, _ pieces: some AsyncSequence<ArraySlice<UInt8>, any Error>,
        into incoming: Incoming
    ) async throws {
        let (handle, limit) = try await file(name, in: incoming)
        var size: Int64 = 0
        for try await piece in pieces {
            size += Int64(piece.count)
            try Self.check(name, size, limit)
            try await pool.run { try handle.write(contentsOf: piece) }
        }
    }

    /// Copies an adapter's files out of a folder below the roots.
    func copy(_ path: String, below roots: IntakeRoots, into incoming: Incoming) async throws {
        var found = false
        for name in AdapterFiles.limits.keys.sorted() {
            guard let source = await opened("\(path)/\(name)", below: roots) else { continue }
            found = true
            let (handle, limit) = try await file(name, in: incoming)
            var size: Int64 = 0
            while let block = try await pool.run({ try source.read(upToCount: 1 << 20) }), !block.isEmpty {
                size += Int64(block.count)
                try Self.check(name, size, limit)
                try await pool.run { try handle.write(contentsOf: block) }
            }
        }
        guard found else {
            throw AdapterObjection(
                "path", "no adapter at \(path.prefix(200)) below the folders of PAIRMILL_INTAKE_ROOTS")
        }
    }

    private func opened(_ path: String, below roots: IntakeRoots) async -> FileHandle? {
        // A pool that is full is no file, and says so by the missing one.
        try? await pool.run { roots.open(path) }
    }

    private func file(
        _ name: String, in incoming: Incoming
    ) async throws -> (handle: FileHandle, limit: Int64) {
        guard let limit = AdapterFiles.limits[name] else {
            throw AdapterObjection(
                "files",
                "\(name.prefix(100)) does not belong to an adapter; "
                    + "\(AdapterFiles.limits.keys.sorted().joined(separator: ", ")) do")
        }
        let url = URL(filePath: "\(incoming.folder)/\(name)")
        let handle = try await pool.run {
            try Foundation.Data().write(to: url)
            return try FileHandle(forWritingTo: url)
        }
        return (handle, limit)
    }

    private static func check(_ name: String, _ size: Int64, _ limit: Int64) throws(AdapterObjection) {
        guard size > limit else { return }
        throw AdapterObjection("files", "\(name) has more than \(limit) bytes")
    }
}
