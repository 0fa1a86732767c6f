import Foundation
import Testing

/// A folder for archives and what tar makes of them; removed with `remove`.
package struct ArchiveFolder {
    package let path: String

    package init() throws {
        path =
            FileManager.default.temporaryDirectory.path + "/pairmill-tar-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    package func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// Runs the system's tar over the bytes and gives back what it printed.
    package func tar(_ arguments: [String], _ archive: [UInt8]) async throws -> String {
        try Data(archive).write(to: URL(filePath: path + "/archive.tar"))
        let output = path + "/printed.txt"
        let code = try await SystemCommand(["tar", "-C", path] + arguments + ["-f", path + "/archive.tar"])
            .run(printingTo: output)
        let printed = String(decoding: try Data(contentsOf: URL(filePath: output)), as: UTF8.self)
        #expect(code == 0, "\(printed)")
        return printed
    }

    package func bytes(of member: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path + "/" + member)))
    }

    package func number(of member: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + member)
        return (attributes[.systemFileNumber] as? Int) ?? 0
    }
}
