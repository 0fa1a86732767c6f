import DequeModule
import Synchronization

/// The last requests the server had, for assertions of tests.
final class RequestLog: Sendable {
    /// One request to /v1/chat/completions.
    struct Entry: Sendable, Codable, Hashable {
        var number: Int
        var model: String
        var assignment: String?
        var image: String?
        var seed: UInt64?
        var temperature: Double?
        var status: Int
        var fault: String?
    }

    private struct State {
        var entries: Deque<Entry> = []
        var started = 0
        var statuses: [Int: Int] = [:]
        var faults: [String: Int] = [:]
    }

    private let bound: Int
    private let state = Mutex(State())

    /// Keeps the last `bound` entries; the counters keep all.
    init(bound: Int = 10_000) { self.bound = bound }

    /// The number of a request that begins.
    func begin() -> Int {
        state.withLock { state in
            state.started += 1
            return state.started
        }
    }

    func add(_ entry: Entry) {
        state.withLock { state in
            state.statuses[entry.status, default: 0] += 1
            if let fault = entry.fault { state.faults[fault, default: 0] += 1 }
            state.entries.append(entry)
            if state.entries.count > bound { _ = state.entries.popFirst() }
        }
    }

    /// The last entries, oldest first.
    func last(_ count: Int) -> [Entry] { state.withLock { Array($0.entries.suffix(count)) } }

    /// How many began, and how many ended with each status and fault.
    var totals: (started: Int, statuses: [Int: Int], faults: [String: Int]) {
        state.withLock { ($0.started, $0.statuses, $0.faults) }
    }
}
