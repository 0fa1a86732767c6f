import Domain

/// The tables of one round, and what its workers know, as the rules move them.
///
/// Tokens need no numbers: whoever sends one sends the latest claim's of its task or
/// an older one, and the rules can tell no more apart. That keeps the states finite,
/// however often a task is claimed.
struct TaskTables: Hashable {
    /// Who holds the round's row lock.
    enum Holder: UInt8 { case nobody, seeding, redriving, closing, closingOnEmptiness }

    /// A close that waits for the lock and has looked already: only where that is the fault.
    enum Waiter: UInt8 { case none, sawWork, sawNothing }

    // Where the rows are. `ready` has no key on the task, so that it may hold one twice.
    var ready = TaskSet()
    var readyAgain = TaskSet()
    var lease = TaskSet()
    var deferred = TaskSet()
    var dead = TaskSet()
    var result = TaskSet()
    /// Responses whose verdict failed, by their verify tasks.
    var failed = TaskSet()
    var attempts = TaskCounts()
    var crashes = TaskCounts()

    /// Somebody knows the token of the task's latest claim: its answer was not lost.
    var heard = TaskSet()
    /// Somebody knows the token of an older claim.
    var older = TaskSet()

    var round = RoundState.seeding
    /// Samples before this one are seeded.
    var cursor: UInt8 = 0
    var isSwept = false
    var closes: UInt8 = 0
    var holder = Holder.nobody

    // Only faults use these.
    var waiter = Waiter.none
    /// Leases that a rescue found and has not moved yet.
    var found = TaskSet()

    /// Work that is not over.
    var live: TaskSet { ready | lease | deferred }
    /// Every task that is anywhere.
    var everywhere: TaskSet { live | dead | result }
    /// Leases whose claim's answer was lost.
    var strays: TaskSet { lease - heard }

    /// Whether nothing more has to happen.
    var isOver: Bool { round == .closing || (round == .cancelled && isSwept) }

    mutating func enqueue(_ tasks: TaskSet) {
        readyAgain = readyAgain | (ready & tasks)
        ready = ready | tasks
    }

    /// Takes one ready row of a task away.
    mutating func dequeue(_ task: Int) {
        guard readyAgain.contains(task) else { return ready.remove(task) }
        readyAgain.remove(task)
    }
}

extension TaskTables {
    /// One word of the fields that tell most states apart: synthesised hashing took
    /// most of the time.
    func hash(into hasher: inout Hasher) {
        let places =
            UInt64(ready.bits) &* 3 ^ UInt64(lease.bits) &* 0x1_0003 ^ UInt64(deferred.bits) &* 0x3_0000_0005
            ^ UInt64(dead.bits) &* 0x7_0000_0000_0007 ^ UInt64(result.bits) &* 0x91_0000_0011
        let counts =
            UInt64(attempts.ones.bits) &* 5 ^ UInt64(attempts.twos.bits) &* 0x2_0007
            ^ UInt64(crashes.ones.bits) &* 0x5_0000_0009 ^ UInt64(crashes.twos.bits) &* 0xd_0000_0000_0003
        let workers = UInt64(heard.bits) &* 7 ^ UInt64(older.bits) &* 0x8_0000_0001
        let round = UInt64(cursor) &+ UInt64(holder.rawValue) &* 31 ^ UInt64(failed.bits) &* 0x101_0001
        hasher.combine(places ^ (counts &* 0x9E37_79B9_7F4A_7C15) ^ (workers << 17) ^ (round << 40))
    }
}
