/// Where the tasks of one stage are (QUEUE.md R1).
package struct StageCounts: Sendable, Codable, Hashable {
    package var ready: Int64
    package var leased: Int64
    package var deferred: Int64
    package var dead: Int64
    package var done: Int64

    package init(ready: Int64 = 0, leased: Int64 = 0, deferred: Int64 = 0, dead: Int64 = 0, done: Int64 = 0) {
        self.ready = ready
        self.leased = leased
        self.deferred = deferred
        self.dead = dead
        self.done = done
    }
}
