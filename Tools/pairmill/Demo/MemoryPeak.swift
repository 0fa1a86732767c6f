import Foundation

/// The most memory the services held at once, each page shared out over its users.
///
/// PSS of /proc/<id>/smaps_rollup (proc(5)), so that shared libraries count once.
struct MemoryPeak {
    private(set) var kibibytes = 0
    /// At the peak, by service.
    private(set) var parts: [String: Int] = [:]

    /// Takes another look at the processes; those that ended count nothing.
    mutating func look(at processes: [RunningProcess]) {
        var now: [String: Int] = [:]
        for process in processes where process.isRunning {
            now[process.name] = Self.pss(of: process.id)
        }
        let sum = now.values.reduce(0, +)
        if sum > kibibytes { (kibibytes, parts) = (sum, now) }
    }

    /// In KiB; nil when the process is gone.
    static func pss(of id: Int32) -> Int? {
        // Unreadable means gone.
        guard let text = try? String(contentsOfFile: "/proc/\(id)/smaps_rollup", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("Pss:") })
        else { return nil }
        return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }
}
