import Foundation

/// A folder of one test, gone with it.
final class Folder: Sendable {
    let path = FileManager.default.temporaryDirectory.path + "/pairmill-blobs-\(UUID().uuidString)"

    deinit { try? FileManager.default.removeItem(atPath: path) }  // Nothing is left to tell of it.

    /// Every file in it, by its path inside.
    var files: [String] {
        let all = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return all.filter { $0.contains("/") }.sorted()
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(filePath: "\(path)/\(name)"))
    }
}
