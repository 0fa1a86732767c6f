import Foundation

/// The text files of a checkout, without what is built or hidden.
struct Tree {
    struct File {
        /// Relative to the root, with `/`.
        let path: String
        let text: String

        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        var isSwift: Bool { path.hasSuffix(".swift") }
        var isTest: Bool { path.hasPrefix("Tests/") }
        /// The name without its folders and `.swift`.
        var name: String { String(path.split(separator: "/").last ?? "").replacing(".swift", with: "") }
    }

    let files: [File]
    /// Every file's path, also of those that are not read.
    let paths: Set<String>

    init(files: [File], paths: Set<String> = []) {
        self.files = files
        self.paths = paths.union(files.map(\.path))
    }

    /// Reads a folder; hidden folders are left out.
    init(root: String) throws {
        let manager = FileManager.default
        let hidden = { (path: String) in path.split(separator: "/").contains { $0.hasPrefix(".") } }
        let paths = try manager.subpathsOfDirectory(atPath: root).filter { !hidden($0) }
        let read = paths.filter { path in [".swift", ".md"].contains { path.hasSuffix($0) } }
        let files = try read.sorted().map { path in
            File(path: path, text: try String(contentsOf: URL(filePath: "\(root)/\(path)"), encoding: .utf8))
        }
        self.init(files: files, paths: Set(paths))
    }
}
