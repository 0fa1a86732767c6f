import Testing

@testable import Archives

@Suite struct TarReaderTests {
    /// What a reader says of an archive that comes in pieces of so many bytes.
    private func files(_ archive: [UInt8], pieces: Int) throws -> ([String: [UInt8]], isComplete: Bool) {
        var reader = TarReader()
        var files: [String: [UInt8]] = [:]
        var path = ""
        for start in stride(from: 0, to: archive.count, by: pieces) {
            for event in try reader.feed(Array(archive[start..<min(start + pieces, archive.count)])) {
                switch event {
                case .file(let name, _):
                    path = name
                    files[path] = []
                case .bytes(let bytes): files[path]? += bytes
                case .fileEnd: path = ""
                }
            }
        }
        return (files, reader.isComplete)
    }

    private func archive(_ members: [(path: String, bytes: [UInt8])]) -> [UInt8] {
        members.reduce(into: []) { archive, member in
            archive +=
                TarHeader(
                    path: member.path, kind: .file(size: Int64(member.bytes.count)), modified: 0
                ).bytes
            archive += member.bytes
            archive += [UInt8](repeating: 0, count: TarHeader.padding(Int64(member.bytes.count)))
        } + TarHeader.end
    }

    @Test(arguments: [1, 7, 511, 512, 513, 100_000])
    func `files come out as they went in, in pieces of any size`(pieces: Int) throws {
        let long = (0..<1_500).map { UInt8(truncatingIfNeeded: $0) }
        let archive = archive([("a.json", Array("{}".utf8)), ("empty", []), ("b", long)])
        let (files, isComplete) = try files(archive, pieces: pieces)
        #expect(files == ["a.json": Array("{}".utf8), "empty": [], "b": long])
        #expect(isComplete)
    }

    @Test func `an archive that breaks off is not complete`() throws {
        let whole = archive([("a", [1, 2, 3])])
        for length in [0, 100, 512, 514, 1_023] {
            #expect(try !files(Array(whole[..<length]), pieces: 64).isComplete)
        }
    }

    @Test func `what is no archive and what is no plain file is refused`() {
        var reader = TarReader()
        #expect(throws: TarError.notAnArchive) { try reader.feed([UInt8](repeating: 65, count: 512)) }
        let link = TarHeader(path: "x", kind: .hardLink(to: "/etc/passwd"), modified: 0).bytes
        var other = TarReader()
        #expect(throws: TarError.notAFile("x")) { try other.feed(link) }
    }

    @Test func `pax headers are passed over`() throws {
        let path = String(repeating: "very-long-name/", count: 20) + "x"
        let (files, isComplete) = try files(archive([(path, [9])]), pieces: 33)
        #expect(files.count == 1 && isComplete)
    }

    @Test func `any bytes are read or refused, and never crash`() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var state = seed
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
        for _ in 0..<300 {
            var bytes = archive([("a", [1, 2, 3]), ("b", Array(repeating: 7, count: 600))])
            for _ in 0..<(1 + next() % 4) { bytes[Int(next()) % bytes.count] = UInt8(next() & 255) }
            // Refusing is as good as reading: only a crash is wrong.
            _ = try? files(bytes, pieces: Int(1 + next() % 700))
        }
    }
}
