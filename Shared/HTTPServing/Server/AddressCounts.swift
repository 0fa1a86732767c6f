import Synchronization

/// How many connections each client's address has, where that is limited.
final class AddressCounts: Sendable {
    private let limit: Int
    private let counts = Mutex<[String: Int]>([:])

    init(limit: Int) { self.limit = limit }

    /// Counts one more connection of an address; false, and not counted, if it has enough.
    func enter(_ host: String) -> Bool {
        counts.withLock { counts in
            let count = counts[host] ?? 0
            if count >= limit { return false }
            counts[host] = count + 1
            return true
        }
    }

    /// A connection that was counted is closed.
    func leave(_ host: String) {
        counts.withLock { counts in
            let count = counts[host] ?? 0
            counts[host] = count > 1 ? count - 1 : nil
        }
    }
}
