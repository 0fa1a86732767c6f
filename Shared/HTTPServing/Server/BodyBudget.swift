import Synchronization

/// How much request content a server keeps in memory at once (HTTP.md §3).
///
/// Content counts from the moment it arrives until its request is over, as
/// handlers of routes with a limit collect it. Streamed uploads don't count: of
/// each only a small constant is held.
final class BodyBudget: Sendable {
    private let limit: Int
    private let used = Atomic(0)

    init(limit: Int) { self.limit = limit }

    /// Whether content of that length would fit now; nothing is kept for it, as it may never come.
    func hasRoom(for count: Int) -> Bool { count <= limit - used.load(ordering: .relaxed) }

    /// Counts bytes that came; false, and nothing counted, where they are too many.
    func take(_ count: Int) -> Bool {
        if used.add(count, ordering: .relaxed).newValue <= limit { return true }
        give(count)
        return false
    }

    /// Bytes are gone.
    func give(_ count: Int) { used.subtract(count, ordering: .relaxed) }
}
