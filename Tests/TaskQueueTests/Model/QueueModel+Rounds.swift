import Domain

@testable import TaskQueue

// Whatever makes or ends work in a round holds its lock first and looks at tasks in a
// later statement (QUEUE R31).
extension QueueModel {
    func seed(_ tables: inout TaskTables) {
        guard tables.round == .seeding, tables.holder == .nobody else { return }
        if fault == .neverOpens, Int(tables.cursor) >= plan.samples { return }
        tables.holder = .seeding
    }

    /// Rows, cursor and state in one commit; fewer samples than asked for open the round.
    func commitSeed(_ tables: inout TaskTables) {
        guard tables.holder == .seeding else { return }
        tables.holder = .nobody
        let isLast = plan.samples - Int(tables.cursor) < plan.chunk
        makeChunk(&tables)
        moveCursor(&tables)
        if fault == .cancelPassesLock { tables.round = .seeding }
        if isLast { tables.round = .open }
    }

    private func makeChunk(_ tables: inout TaskTables) {
        let chunk = plan.generates(before: chunkEnd(tables)) - plan.generates(before: Int(tables.cursor))
        tables.enqueue(chunk)
    }

    private func moveCursor(_ tables: inout TaskTables) { tables.cursor = UInt8(chunkEnd(tables)) }

    private func chunkEnd(_ tables: TaskTables) -> Int {
        min(plan.samples, Int(tables.cursor) + plan.chunk)
    }

    func crash(_ tables: inout TaskTables) {
        if tables.holder == .seeding {
            // What an earlier transaction of its own would leave behind.
            if fault == .cursorBeforeRows { moveCursor(&tables) }
            if fault == .rowsBeforeCursor { makeChunk(&tables) }
        }
        tables.holder = .nobody
    }

    func redrive(_ tables: inout TaskTables) {
        let takesWork =
            tables.round.takesWork || (fault == .redriveWhileClosing && tables.round == .closing)
        guard tables.holder == .nobody, takesWork else { return }
        if !tables.dead.isEmpty { tables.holder = .redriving }
    }

    func commitRedrive(_ tables: inout TaskTables) {
        guard tables.holder == .redriving else { return }
        tables.holder = .nobody
        let moved = tables.dead
        tables.dead = TaskSet()
        if fault != .redriveKeepsBudgets {
            tables.attempts.clear(moved)
            tables.crashes.clear(moved)
        }
        tables.enqueue(moved)
    }

    /// Skips a round that somebody else is at.
    func close(_ tables: inout TaskTables) {
        if fault == .closeInOneStatement {
            if tables.round == .open, tables.waiter == .none {
                tables.waiter = tables.live.isEmpty ? .sawNothing : .sawWork
            }
            return
        }
        let mayClose = tables.round == .open || (fault == .closeInAnyState && tables.round == .closing)
        if tables.holder == .nobody, mayClose { tables.holder = .closing }
    }

    /// The second statement, whose snapshot is younger than the lock.
    func lookForWork(_ tables: inout TaskTables) {
        if fault == .closeInOneStatement, tables.holder == .nobody, tables.waiter != .none {
            let sawNothing = tables.waiter == .sawNothing && tables.round == .open
            tables.holder = sawNothing ? .closingOnEmptiness : .nobody
            tables.waiter = .none
            return
        }
        guard tables.holder == .closing else { return }
        tables.holder = tables.live.isEmpty ? .closingOnEmptiness : .nobody
    }

    func commitClose(_ tables: inout TaskTables) {
        guard tables.holder == .closingOnEmptiness else { return }
        tables.holder = .nobody
        tables.round = .closing
        tables.closes += 1
    }

    func cancel(_ tables: inout TaskTables) {
        guard plan.isCancellable, !tables.round.isFinal else { return }
        let mayPass = fault == .cancelPassesLock && tables.holder != .redriving
        if tables.holder == .nobody || mayPass { tables.round = .cancelled }
    }

    /// Buries a live task of a cancelled job, which makes every running attempt stale (QUEUE R35).
    func sweep(_ task: Int, _ tables: inout TaskTables) {
        guard tables.round == .cancelled, tables.live.contains(task) else { return }
        tables.ready.remove(task)
        tables.lease.remove(task)
        tables.deferred.remove(task)
        tables.dead.insert(task)
    }

    func markSwept(_ tables: inout TaskTables) {
        let live = fault == .sweptOverLeases ? tables.ready | tables.deferred : tables.live
        if tables.round == .cancelled, live.isEmpty { tables.isSwept = true }
    }
}
