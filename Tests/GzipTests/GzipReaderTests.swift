import TestSupport
import Testing

@testable import Gzip

@Suite struct GzipReaderTests {
    private let text = Array(String(repeating: "a line of text, and another one\n", count: 5_000).utf8)

    /// Unpacks what comes in pieces of a size.
    private func unpack(_ packed: [UInt8], by size: Int) throws -> [UInt8] {
        let reader = try GzipReader()
        var unpacked: [UInt8] = []
        for start in stride(from: 0, to: packed.count, by: size) {
            reader.take(packed[start..<min(start + size, packed.count)])
            while let piece = try reader.next() {
                #expect(piece.count <= GzipReader.pieceSize)
                unpacked += piece
            }
        }
        try reader.finish()
        return unpacked
    }

    @Test(arguments: [1, 7, 1_000, 1 << 20])
    func `what was packed comes back, in whatever pieces it came`(size: Int) throws {
        let packed = try Gzipped.bytes(text)
        #expect(try unpack(packed, by: size) == text)
        #expect(try unpack(Gzipped.bytes([]), by: size) == [])
    }

    @Test(arguments: [1, 1 << 20])
    func `members one after the other are one`(size: Int) throws {
        let packed = try Gzipped.bytes(text) + Gzipped.bytes([1, 2, 3])
        #expect(try unpack(packed, by: size) == text + [1, 2, 3])
    }

    @Test func `whatever ends too early is no text that is shorter`() throws {
        let packed = try Gzipped.bytes(text)
        for end in stride(from: 0, to: packed.count, by: 17) {
            #expect(throws: GzipError.truncated) { try unpack(Array(packed[..<end]), by: 100) }
        }
    }

    @Test func `what is damaged, or no gzip, is refused`() throws {
        var packed = try Gzipped.bytes(text)
        packed[packed.count - 6] ^= 1
        #expect(throws: GzipError.malformed) { try unpack(packed, by: 100) }
        #expect(throws: GzipError.malformed) { try unpack(Array("{}".utf8), by: 100) }
        #expect(throws: GzipError.malformed) { try unpack(Gzipped.bytes(text) + [1, 2], by: 1 << 20) }
    }

    @Test func `what grows beyond all measure is given up, and what grows a lot is not`() throws {
        let zeros = try Gzipped.bytes([UInt8](repeating: 0, count: 64 << 20))
        let reader = try GzipReader()
        reader.take(zeros[...])
        #expect(throws: GzipError.bomb) { while try reader.next() != nil {} }
        #expect(reader.given <= GzipReader.growth * zeros.count + GzipReader.pieceSize)
        let small = [UInt8](repeating: 0, count: GzipReader.harmless)
        #expect(try unpack(Gzipped.bytes(small), by: 100) == small)
    }
}
