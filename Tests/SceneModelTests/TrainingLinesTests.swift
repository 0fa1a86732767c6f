import Foundation
import Testing

@testable import scene_model

@Suite struct TrainingLinesTests {
    private static func read(_ text: String) throws -> [(number: Int, text: String)] {
        let path = FileManager.default.temporaryDirectory.path + "/lines-\(UUID().uuidString)"
        try Foundation.Data(text.utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        var lines = try TrainingLines(path)
        var read: [(Int, String)] = []
        while let line = try lines.next() {
            read.append((lines.number, String(decoding: line, as: UTF8.self)))
        }
        return read
    }

    @Test func `blank lines are counted and left out`() throws {
        let lines = try Self.read("a\n\n \t\r\nb\n")
        #expect(lines.map(\.number) == [1, 4])
        #expect(lines.map(\.text) == ["a", "b"])
    }

    @Test func `the last line may lack its end`() throws {
        #expect(try Self.read("a\nb").map(\.text) == ["a", "b"])
        #expect(try Self.read("").isEmpty)
    }

    @Test func `lines longer than a block come whole`() throws {
        let long = String(repeating: "x", count: 3 << 20)
        let lines = try Self.read("a\n\(long)\nb\n")
        #expect(lines.map(\.text.count) == [1, 3 << 20, 1])
    }
}
