import Foundation

/// A process, told from a later one with the same id by when it began.
struct RunningProcess: Codable, Equatable, Sendable {
    let name: String
    let id: Int32
    /// In the kernel's ticks since boot.
    let began: UInt64

    /// The running process of that id; nil when there is none.
    init?(name: String, id: Int32) {
        guard let began = Self.began(id) else { return nil }
        (self.name, self.id, self.began) = (name, id, began)
    }

    /// Whether it is the same process that still runs.
    var isRunning: Bool { Self.began(id) == began }

    func signal(_ number: Int32) {
        if isRunning { _ = kill(id, number) }
    }

    /// Waits for the end of a process that is not our child; false if it outlives the limit.
    ///
    /// The kernel tells only parents, so this looks every 20 ms.
    func ends(within limit: Duration) async -> Bool {
        let end = ContinuousClock.now + limit
        while isRunning {
            guard ContinuousClock.now < end, !Task.isCancelled else { return false }
            // Cancellation is looked at above.
            try? await Task.sleep(for: .milliseconds(20))
        }
        return true
    }

    /// Field 22 of /proc/<id>/stat (proc(5)); a process that has ended has none.
    private static func began(_ id: Int32) -> UInt64? {
        // Unreadable means gone.
        guard let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        return UInt64(fields[19])
    }
}
