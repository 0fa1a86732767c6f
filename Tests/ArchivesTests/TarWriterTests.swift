import TestSupport
import Testing

@testable import Archives

@Suite struct TarWriterTests {
    private func archive(
        root: String = "root/", _ body: (TarWriter) async throws -> Void
    ) async throws -> [UInt8] {
        let collected = CollectedBytes()
        let tar = TarWriter(root: root, modified: 1_700_000_000) { collected.add($0) }
        try await body(tar)
        try await tar.finish()
        return collected.bytes
    }

    @Test(arguments: [0, 1, 511, 512, 513, 10_000])
    func `files of any size come out of the system's tar as they went in`(size: Int) async throws {
        let contents = (0..<size).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let bytes = try await archive { tar in
            let member = try await tar.add("a/b.bin", contents)
            #expect(member.bytes == Int64(size))
        }
        let folder = try ArchiveFolder()
        defer { folder.remove() }

        #expect(bytes.count % 512 == 0)
        _ = try await folder.tar(["-x"], bytes)
        #expect(try folder.bytes(of: "root/a/b.bin") == contents)
    }

    @Test(arguments: [
        99, 100, 101, 155, 255, 256, 300, 1000,
    ])
    func `paths of any length come through, cut at slashes or not`(length: Int) async throws {
        let names = String(repeating: "abcdefghi/", count: 120)
        let slashed = String(names.prefix(length - 5 - 1)) + "z"
        let flat = String(repeating: "n", count: min(length - 5, 250))
        let bytes = try await archive { tar in
            _ = try await tar.add(slashed, [1])
            _ = try await tar.add(flat, [2])
            try await tar.link("link", to: slashed)
        }
        let folder = try ArchiveFolder()
        defer { folder.remove() }
        _ = try await folder.tar(["-x"], bytes)

        #expect(try folder.bytes(of: "root/" + slashed) == [1])
        #expect(try folder.bytes(of: "root/" + flat) == [2])
        #expect(try folder.number(of: "root/link") == folder.number(of: "root/" + slashed))
    }

    @Test(arguments: [155, 156])
    func `a prefix has at most 155 bytes, and one byte more takes a pax header`(length: Int) async throws {
        let path = String(repeating: "p", count: length - 5) + "/" + String(repeating: "n", count: 100)
        let bytes = try await archive { tar in _ = try await tar.add(path, [3]) }
        let folder = try ArchiveFolder()
        defer { folder.remove() }
        _ = try await folder.tar(["-x"], bytes)

        #expect(try folder.bytes(of: "root/" + path) == [3])
        #expect(bytes.count == (length == 155 ? 4 : 6) * 512)
    }

    @Test func `owners, modes and times are fixed, so the same members give the same bytes`() async throws {
        func make() async throws -> [UInt8] {
            try await archive { tar in
                _ = try await tar.add("größe.txt", Array("x".utf8))
            }
        }
        let bytes = try await make()
        let folder = try ArchiveFolder()
        defer { folder.remove() }
        let listing = try await folder.tar(["-tv", "--utc", "--quoting-style=literal"], bytes)

        #expect(try await make() == bytes)
        #expect(listing.contains("-rw-r--r-- 0/0"))
        #expect(listing.contains("2023-11-14 22:13"))
        #expect(listing.contains("größe.txt"))
    }

    @Test func `a file over 8 GiB has its size in a pax header`() {
        let header = TarHeader(path: "big", kind: .file(size: 9 << 30), modified: 0)
        #expect(String(decoding: header.bytes, as: UTF8.self).contains("19 size=9663676416\n"))
    }
}
