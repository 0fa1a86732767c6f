/// Where the tasks of one stage are (QUEUE.md R1), and how fast they end.
package struct StageCounts: Sendable, Codable, Hashable {
    package var ready: Int64
    package var leased: Int64
    package var deferred: Int64
    package var dead: Int64
    package var done: Int64
    /// Done a minute, over the last one or since work began within it; only in the
    /// counts of a whole job that runs.
    package var tasksPerMinute: Double?
    /// Until the stage has ended everything of the round at work, tasks that are not
    /// made yet included; nil while that is not known.
    package var etaSeconds: Int64?

    package init(
        ready: Int64 = 0, leased: Int64 = 0, deferred: Int64 = 0, dead: Int64 = 0, done: Int64 = 0,
        tasksPerMinute: Double? = nil, etaSeconds: Int64? = nil
    ) {
        self.ready = ready
        self.leased = leased
        self.deferred = deferred
        self.dead = dead
        self.done = done
        self.tasksPerMinute = tasksPerMinute
        self.etaSeconds = etaSeconds
    }

    package enum CodingKeys: String, CodingKey {
        case ready, leased, deferred, dead, done
        case tasksPerMinute = "tasks_per_minute"
        case etaSeconds = "eta_seconds"
    }
}
