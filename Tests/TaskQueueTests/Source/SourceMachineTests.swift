import Domain
import TestSupport
import Testing

@testable import TaskQueue

@Suite struct SourceMachineTests {
    private let start = ContinuousClock.now

    /// A machine that has beaten and knows one job.
    private func machine(capacity: Int = 4) -> SourceMachine<String> {
        var machine = SourceMachine<String>(settings: QueueSettings(), capacity: capacity)
        machine.trust.acknowledged(sentAt: start)
        machine.update([JobShare(job: 1, weight: 1)])
        return machine
    }

    private func id(_ sample: Int64) -> TaskID {
        TaskID(job: 1, round: 1, sample: sample, slot: 0, step: .generate)
    }

    /// Lets the machine claim, and gives it everything it asks for.
    private func claim(
        _ machine: inout SourceMachine<String>, at now: ContinuousClock.Instant
    ) throws -> [ClaimedTask] {
        let claim = try #require(machine.nextCycle(at: now).claim)
        let rows = (0..<claim.wanted).map {
            Cycle<String>.Row(task: id(Int64($0)), attempt: 0, crashes: 0, qid: Int64($0 + 1))
        }
        var random = SplitMix(seed: 1)
        return machine.claimed(rows, for: claim, sent: now, at: now, using: &random)
    }

    private func finish(
        _ machine: inout SourceMachine<String>, _ task: ClaimedTask, _ outcome: TaskOutcome<String>,
        at now: ContinuousClock.Instant
    ) -> Bool {
        var random = SplitMix(seed: 2)
        return machine.finish(task, outcome, at: now, using: &random)
    }

    @Test func `the first thing sent is a beat, and nothing is claimed before it is answered`() {
        var machine = SourceMachine<String>(settings: QueueSettings(), capacity: 4)
        machine.update([JobShare(job: 1, weight: 1)])
        let cycle = machine.nextCycle(at: start)
        #expect(cycle.beat == Beat(capacity: 4, wanted: 0))
        #expect(cycle.claim == nil)
        machine.trust.acknowledged(sentAt: start)
        #expect(machine.nextCycle(at: start).claim?.wanted == 4)
    }

    @Test func `it claims what fits and no more`() throws {
        var machine = machine(capacity: 4)
        let tasks = try claim(&machine, at: start)
        #expect(tasks.count == 4)
        #expect(machine.nextCycle(at: start + .seconds(1)).claim == nil)
        #expect(finish(&machine, tasks[0], .completed("a"), at: start + .seconds(4)))
        #expect(machine.nextCycle(at: start + .seconds(10)).claim?.wanted == 1)
    }

    @Test func `without trust nothing is claimed and nothing started, and results are kept`() throws {
        var machine = machine()
        let task = try claim(&machine, at: start)[0]
        #expect(machine.mayStart(task.lease, at: start + .seconds(19)))
        #expect(!machine.mayStart(task.lease, at: start + .seconds(20)))
        let late = start + .seconds(100)
        #expect(finish(&machine, task, .completed("a"), at: late))
        let cycle = machine.nextCycle(at: late + .seconds(1))
        #expect(cycle.claim == nil)
        #expect(cycle.beat != nil)
        #expect(cycle.completed.map(\.result) == ["a"])
    }

    @Test func `a lease is not trusted past its own deadline`() throws {
        var machine = machine()
        let task = try claim(&machine, at: start)[0]
        machine.trust.acknowledged(sentAt: start + .seconds(225))
        #expect(machine.mayStart(task.lease, at: start + .seconds(229)))
        #expect(!machine.mayStart(task.lease, at: start + .seconds(230)))
    }

    @Test func `a finished task lingers a little for company`() throws {
        var machine = machine()
        let tasks = try claim(&machine, at: start)
        let end = start + .seconds(2)
        #expect(finish(&machine, tasks[0], .completed("a"), at: end))
        #expect(machine.nextCycle(at: end + .milliseconds(50)).completed.isEmpty)
        #expect(machine.nextMoment(after: end) <= end + .milliseconds(101))
        #expect(finish(&machine, tasks[1], .completed("b"), at: end + .milliseconds(90)))
        #expect(machine.nextCycle(at: end + .milliseconds(101)).completed.map(\.result) == ["a", "b"])
    }

    @Test func `an outcome for a lease no longer held is refused`() throws {
        var machine = machine()
        let task = try claim(&machine, at: start)[0]
        #expect(finish(&machine, task, .completed("a"), at: start))
        #expect(!finish(&machine, task, .completed("b"), at: start))
    }

    @Test func `what is sent is known until it is answered for`() throws {
        var machine = machine()
        let tasks = try claim(&machine, at: start)
        #expect(finish(&machine, tasks[0], .completed("a"), at: start))
        #expect(finish(&machine, tasks[1], .retry("no"), at: start))
        _ = machine.nextCycle(at: start + .seconds(1))
        #expect(Set(machine.known.map(\.id)) == Set(tasks.map(\.id)))
        machine.connectionLost()
        let again = machine.nextCycle(at: start + .seconds(1))
        #expect(again.completed.count == 1 && again.failed.count == 1)
        machine.completionsSettled()
        machine.failuresSettled()
        #expect(machine.known.count == 2)
    }

    @Test func `what the database refuses is halved, and the bad one fails for good`() throws {
        var machine = machine(capacity: 64)
        for task in try claim(&machine, at: start) {
            _ = finish(&machine, task, .completed("\(task.id.sample)"), at: start)
        }
        var stored = 0
        for _ in 0..<20 {
            let cycle = machine.nextCycle(at: start + .seconds(1))
            if cycle.completed.contains(where: { $0.result == "13" }) {
                _ = machine.completionsRefused(because: "no such byte")
            } else {
                stored += cycle.completed.count
                machine.completionsSettled()
            }
            #expect(cycle.failed.allSatisfy { $0.failure.kind == .fatal && $0.id.sample == 13 })
            if !cycle.failed.isEmpty { machine.failuresSettled() }
        }
        #expect(stored == 63)
        #expect(machine.outboxCount == 0)
    }

    @Test func `draining ends when the last task held is answered for`() throws {
        var machine = machine()
        let tasks = try claim(&machine, at: start)
        machine.drain()
        #expect(!machine.isDone)
        for task in tasks { _ = finish(&machine, task, .completed("a"), at: start) }
        let cycle = machine.nextCycle(at: start)
        #expect(cycle.completed.count == 4 && cycle.claim == nil)
        machine.completionsSettled()
        #expect(machine.isDone)
    }

    @Test func `releasing gives everything back at once, without costing an attempt`() throws {
        var machine = machine()
        let tasks = try claim(&machine, at: start)
        var random = SplitMix(seed: 3)
        machine.releaseAll(using: &random, at: start)
        let cycle = machine.nextCycle(at: start)
        #expect(cycle.failed.map(\.failure.kind) == Array(repeating: .release, count: 4))
        #expect(!finish(&machine, tasks[0], .completed("a"), at: start))
        machine.failuresSettled()
        #expect(machine.isDone)
    }

    @Test func `what was released and can't be told in time is left to rescue`() throws {
        var machine = machine()
        _ = try claim(&machine, at: start)
        var random = SplitMix(seed: 3)
        machine.releaseAll(using: &random, at: start)
        machine.connectionLost()
        #expect(!machine.isOver(at: start + .seconds(4)))
        #expect(machine.isOver(at: start + .seconds(5)))
    }

    @Test func `a lease found gone starts nothing new`() throws {
        var machine = machine()
        let tasks = try claim(&machine, at: start)
        machine.lost([(tasks[0].id, tasks[0].lease.token), (tasks[1].id, .random())])
        #expect(!machine.mayStart(tasks[0].lease, at: start))
        #expect(machine.mayStart(tasks[1].lease, at: start))
    }

    @Test func `it wants all it can hold while claims come back full, else what it holds`() throws {
        var machine = machine(capacity: 16)
        machine.capacity = 4
        let tasks = try claim(&machine, at: start)
        #expect(machine.beat == Beat(capacity: 16, wanted: 16))
        #expect(finish(&machine, tasks[0], .completed("a"), at: start))

        let claim = try #require(machine.nextCycle(at: start + .seconds(1)).claim)
        var random = SplitMix(seed: 1)
        _ = machine.claimed([], for: claim, sent: start, at: start, using: &random)
        #expect(machine.beat.wanted == 3)
        for task in tasks.dropFirst() { _ = finish(&machine, task, .completed("a"), at: start) }
        #expect(machine.beat.wanted == 2, "an idle process keeps a part to begin with")
        machine.drain()
        #expect(machine.beat.wanted == 0)
    }

    @Test func `it wants no more than it holds while no job may be claimed from`() throws {
        var machine = machine(capacity: 16)
        let tasks = try claim(&machine, at: start)
        #expect(machine.beat.wanted == 16)
        for task in tasks { _ = finish(&machine, task, .completed("a"), at: start) }
        machine.update([])
        _ = machine.nextCycle(at: start + .seconds(1))
        #expect(machine.beat.wanted == 2)
    }

    @Test func `a changed appetite is announced within a second, an unchanged one with the next beat`() throws
    {
        var machine = machine(capacity: 16)
        machine.acknowledged(machine.beat, sentAt: start)
        #expect(machine.nextCycle(at: start + .milliseconds(4_900)).beat == nil)
        _ = try claim(&machine, at: start)
        #expect(machine.nextCycle(at: start + .milliseconds(900)).beat == nil)
        #expect(machine.nextCycle(at: start + .seconds(1)).beat?.wanted == 16)
    }

    @Test func `no capacity claims nothing`() {
        var machine = machine(capacity: 0)
        #expect(machine.nextCycle(at: start + .seconds(1)).claim == nil)
    }
}
