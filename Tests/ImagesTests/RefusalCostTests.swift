import Foundation
import Testing

@testable import Images

/// Each in a process of its own, whose peak memory is then that file's alone.
@Suite struct RefusalCostTests {
    @Test func `a tiny file that claims 60000 × 60000 pixels costs nothing`() async {
        await #expect(processExitsWith: .success) {
            try Memory.expect(under: 4) {
                let bomb = PNGFile(width: 60000, height: 60000).bytes(stream: [0x78, 0x01])
                #expect(throws: ImageError.self) { try StoredImage.intake(bomb) }
            }
        }
    }

    @Test func `three gigabytes of black in a real file cost nothing`() async {
        await #expect(processExitsWith: .success) {
            let bomb = PNGFile(width: 30000, height: 33000).blackBomb(bytesPerPixel: 3)
            try Memory.expect(under: 8) {
                #expect(throws: ImageError.self) { try StoredImage.intake(bomb) }
            }
        }
    }

    @Test func `the largest picture that is taken is never held whole`() async {
        await #expect(processExitsWith: .success) {
            let large = PNGFile(width: 8000, height: 8000).blackBomb(bytesPerPixel: 3)
            try Memory.expect(under: 64) {
                let stored = try StoredImage.intake(large)
                #expect((stored.width, stored.height) == (1001, 1001))
            }
        }
    }

    @Test func `the largest picture that breaks off at its end costs as little`() async {
        await #expect(processExitsWith: .success) {
            let whole = PNGFile(width: 8000, height: 8000)
            let short = PNGFile(width: 8000, height: 7990).blackBomb(bytesPerPixel: 3)
            let stream = Array(short[41..<short.count - 16])
            let file = whole.bytes(stream: stream)
            try Memory.expect(under: 64) {
                #expect(throws: ImageError.damaged(.png)) { try StoredImage.intake(file) }
            }
        }
    }

    @Test func `a hundred thousand GIF frames cost nothing`() async {
        await #expect(processExitsWith: .success) {
            let frame: [UInt8] = [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 1, 0x44, 0]
            let head = Array("GIF89a".utf8) + [64, 0, 64, 0, 0, 0, 0]
            let file = head + Array(repeatElement(frame, count: 100_000).joined()) + [0x3B]
            try Memory.expect(under: 4) {
                #expect(throws: ImageError.severalFrames(.gif)) { try StoredImage.intake(file) }
            }
        }
    }
}

/// Peak memory of this process, as Linux counts it.
enum Memory {
    /// Fails if `work` needs more than so many MiB above what is in use.
    static func expect(under mebibytes: Int, _ work: () throws -> Void) throws {
        try VipsLibrary.start()
        try Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
        let before = try peak()
        try work()
        let grown = try peak() - before
        #expect(grown < mebibytes << 10, "\(grown) KiB")
    }

    /// VmHWM in KiB; writing 5 to clear_refs resets it (proc(5)).
    private static func peak() throws -> Int {
        let status = try String(contentsOf: URL(filePath: "/proc/self/status"), encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return try #require(Int(line.filter(\.isNumber)))
    }
}
