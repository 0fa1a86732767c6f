import Foundation

/// The end of a member's log, for people who must know why it died.
enum LogTail {
    /// At most `count` lines, each indented.
    static func read(_ path: String, lines count: Int = 15) -> String {
        guard let file = FileHandle(forReadingAtPath: path) else { return "  (no log)" }
        // What can't be read is not shown; the error it belongs to is.
        let end = (try? file.seekToEnd()) ?? 0
        try? file.seek(toOffset: end > 16384 ? end - 16384 : 0)
        let bytes = (try? file.readToEnd()) ?? Data()
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").suffix(count)
        return lines.isEmpty ? "  (an empty log)" : lines.map { "  \($0)" }.joined(separator: "\n")
    }
}
