import Synchronization

/// Work handed to a loop from other threads, woken once for many.
///
/// Unbounded by itself: every poster owns a bound (a child task, a request, a timer).
final class Inbox: Sendable {
    enum Item: Sendable {
        case job(UnownedJob)
        case action(@Sendable () -> Void)
    }

    private struct State {
        var items: [Item] = []
        var isWoken = false
    }

    private let state = Mutex(State())

    /// Adds an item; true if the loop must be woken for it.
    func put(_ item: Item) -> Bool {
        state.withLock { state in
            state.items.append(item)
            defer { state.isWoken = true }
            return !state.isWoken
        }
    }

    /// Takes everything; what comes later wakes the loop again.
    func takeAll() -> [Item] {
        state.withLock { state in
            state.isWoken = false
            let items = state.items
            state.items = []
            return items
        }
    }
}
