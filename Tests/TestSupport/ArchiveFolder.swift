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
    package func tar(_ arguments: [String], _ archive: [UInt8]) throws -> String {
        try Data(archive).write(to: URL(filePath: path + "/archive.tar"))
        let process = Process()
        // A file, for a process that another test starts meanwhile would hold a pipe's end open.
        let output = URL(filePath: path + "/printed.txt")
        try Data().write(to: output)
        let writing = try FileHandle(forWritingTo: output)
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["tar", "-C", path] + arguments + ["-f", path + "/archive.tar"]
        process.standardOutput = writing
        process.standardError = writing
        try process.run()
        process.waitUntilExit()
        let printed = try Data(contentsOf: output)
        #expect(process.terminationStatus == 0, "\(String(decoding: printed, as: UTF8.self))")
        return String(decoding: printed, as: UTF8.self)
    }

    package func bytes(of member: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path + "/" + member)))
    }

    package func number(of member: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + member)
        return (attributes[.systemFileNumber] as? Int) ?? 0
    }
}
