/// The task tables of one round as plain sets, moved by the rules of QUEUE.md.
///
/// Small on purpose: a few samples, every statement one step, and the two
/// statements that wait for the round's lock (close, redrive) two steps. Tasks
/// are numbers: even ones are generate tasks, the odd one above verifies it.
struct QueueModel {
    /// Rules left out on purpose: the checks must notice.
    enum Fault: CaseIterable {
        case none
        /// The close tests with the snapshot it had before it waited for the lock.
        case closeInOneStatement
        /// Completing does not ask for the token.
        case unfencedCompletion
        /// Re-sending stores a result and successors again.
        case unguardedResult
    }

    enum Round { case seeding, open, closing, cancelled }

    struct Lease: Hashable {
        let task: Int
        let token: Int
    }

    let fault: Fault
    let samples: Int
    private(set) var round = Round.seeding
    private(set) var cursor = 0
    private(set) var made = 0
    var ready: [Int] = []
    var lease: [Int: Int] = [:]
    var deferred: [Int] = []
    var dead: [Int] = []
    var results: [Int: Int] = [:]
    /// The token of the latest claim of each task, kept apart from the tables.
    private(set) var latest: [Int: Int] = [:]
    private(set) var crashes: [Int: Int] = [:]
    private(set) var closes = 0
    private(set) var violations: [String] = []
    private var tokens = 0
    /// A redrive that holds the round's lock and has not committed.
    private var redriving: [Int]?
    /// A close that waits for the lock, with what it saw before.
    private var closing: (sawEmpty: Bool, Void)?

    init(samples: Int, fault: Fault = .none) {
        self.samples = samples
        self.fault = fault
    }

    var isEmpty: Bool { ready.isEmpty && lease.isEmpty && deferred.isEmpty }

    mutating func seed(_ count: Int) {
        guard round == .seeding, redriving == nil else { return }
        let chunk = cursor..<min(samples, cursor + count)
        ready += chunk.map { $0 * 2 }
        made += chunk.count
        cursor = chunk.upperBound
        if chunk.count < count { round = .open }
    }

    mutating func claim(_ place: Int) -> Lease? {
        guard !ready.isEmpty else { return nil }
        let task = ready.remove(at: place % ready.count)
        tokens += 1
        lease[task] = tokens
        latest[task] = tokens
        return Lease(task: task, token: tokens)
    }

    mutating func complete(_ own: Lease) {
        let isOurs = lease[own.task] == own.token
        guard isOurs || (fault == .unfencedCompletion && lease[own.task] != nil) || isResent(own) else {
            return
        }
        if latest[own.task] != own.token { violations.append("an old token was accepted for \(own.task)") }
        lease[own.task] = nil
        results[own.task] = own.token
        guard own.task.isMultiple(of: 2) else { return }
        ready.append(own.task + 1)
        made += 1
    }

    private func isResent(_ own: Lease) -> Bool {
        fault == .unguardedResult && results[own.task] == own.token
    }

    mutating func fail(_ own: Lease, to place: WritableKeyPath<QueueModel, [Int]>) {
        guard lease[own.task] == own.token else { return }
        lease[own.task] = nil
        self[keyPath: place].append(own.task)
    }

    mutating func promote() {
        ready += deferred
        deferred = []
    }

    mutating func rescue(_ place: Int) {
        guard let task = lease.keys.sorted().dropFirst(place % max(1, lease.count)).first else { return }
        lease[task] = nil
        crashes[task, default: 0] += 1
        if crashes[task, default: 0] < 3 { ready.append(task) } else { dead.append(task) }
    }

    mutating func beginRedrive() {
        guard redriving == nil, round == .seeding || round == .open, !dead.isEmpty else { return }
        redriving = dead
    }

    mutating func commitRedrive() {
        guard let tasks = redriving else { return }
        redriving = nil
        dead.removeAll { tasks.contains($0) }
        ready += tasks
        for task in tasks { crashes[task] = 0 }
    }

    mutating func beginClose() {
        guard closing == nil, round == .open else { return }
        closing = (isEmpty, ())
    }

    mutating func finishClose() {
        guard redriving == nil, let waiter = closing else { return }
        closing = nil
        let seesEmpty = fault == .closeInOneStatement ? waiter.sawEmpty : isEmpty
        guard round == .open, seesEmpty else { return }
        round = .closing
        closes += 1
        if !isEmpty { violations.append("closed over live work") }
    }

    mutating func cancel() {
        guard redriving == nil, round != .closing else { return }
        round = .cancelled
    }

    mutating func sweep() {
        guard round == .cancelled else { return }
        dead += ready + lease.keys + deferred
        (ready, lease, deferred) = ([], [:], [])
    }

    /// Conservation: every task made is in exactly one place (QUEUE R2).
    mutating func check() {
        let places = ready + lease.keys + deferred + dead + results.keys
        if places.count != made { violations.append("made \(made), found \(places.count)") }
        if Set(places).count != places.count { violations.append("a task is in two places") }
        if round == .closing, !isEmpty { violations.append("work in a closing round") }
    }
}
