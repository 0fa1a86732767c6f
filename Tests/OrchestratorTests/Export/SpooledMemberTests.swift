import Archives
import Blocking
import Digests
import TestSupport
import Testing

@testable import Orchestrator

@Suite struct SpooledMemberTests {
    @Test func `what was spooled comes through whole`() async throws {
        let pool = BlockingPool(threads: 1, queued: 8)
        let lines = (0..<3000).map { Array("line \($0) \(String(repeating: "x", count: 900))\n".utf8) }
        let collected = CollectedBytes()
        let tar = TarWriter(root: "root/", modified: 1_700_000_000) { collected.add($0) }
        var spool = try await SpoolFile(pool: pool)
        for line in lines { try await spool.add(line) }
        try await spool.flush()
        let member = try await tar.add("lines.txt", spool)
        #expect(member.sha256.hex.count == 64)
        try await tar.finish()
        let folder = try ArchiveFolder()
        defer { folder.remove() }
        _ = try await folder.tar(["-x"], collected.bytes)

        #expect(try folder.bytes(of: "root/lines.txt") == Array(lines.joined()))
    }
}
