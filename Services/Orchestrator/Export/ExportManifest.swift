import Archives
import Blocking
import Contracts
import Digests

/// manifest.json, an archive's last member: without it the tar was cut short.
///
/// Files are written into it as they pass, so a million of them cost no memory.
struct ExportManifest: ~Copyable {
    private var spool: SpoolFile
    private var isFirst = true

    init(_ head: JSONValue, pool: BlockingPool) async throws {
        var spool = try await SpoolFile(pool: pool)
        // The object stays open: the files follow as its last member.
        try await spool.add(Array(head.json.utf8.dropLast()) + Array(",\"files\":[".utf8))
        self.spool = spool
    }

    mutating func add(_ member: TarWriter.Member) async throws {
        try await add([
            "path": .string(member.path), "sha256": .string(member.sha256.hex),
            "bytes": .integer(member.bytes),
        ])
    }

    /// A member that is the same file as an earlier one.
    mutating func add(link path: String, to target: String) async throws {
        try await add(["path": .string(path), "link": .string(target)])
    }

    /// Ends it with how many rows of which kind were written.
    mutating func finish(into tar: TarWriter, rows: JSONValue) async throws {
        try await spool.add(Array("\n],\"rows\":\(rows.json)}\n".utf8))
        try await spool.flush()
        try await tar.add("manifest.json", spool)
    }

    private mutating func add(_ entry: JSONValue) async throws {
        try await spool.add(Array(((isFirst ? "\n" : ",\n") + entry.json).utf8))
        isFirst = false
    }
}
