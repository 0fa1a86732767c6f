import Foundation

/// A file written aside and renamed when it is whole.
struct DownloadedFile: ~Copyable {
    let path: String
    private let unfinished: String
    private let file: FileHandle
    private var isWhole = false

    init(_ path: String) throws {
        self.path = path
        unfinished = "\(path).unfinished"
        guard FileManager.default.createFile(atPath: unfinished, contents: nil) else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: unfinished])
        }
        file = try FileHandle(forWritingTo: URL(filePath: unfinished))
    }

    func write(_ bytes: [UInt8]) throws { try file.write(contentsOf: bytes) }

    /// Gives the file its name.
    consuming func finish() throws {
        try file.synchronize()
        try file.close()
        guard rename(unfinished, path) == 0 else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
        }
        isWhole = true
    }

    deinit { if !isWhole { unlink(unfinished) } }
}
