package import Domain

/// How many tasks of one stage of one round are where.
package struct StageCount: Sendable, Equatable {
    package let round: Int
    package let stage: Stage
    package var ready: Int
    package var leased: Int
    package var deferred: Int
    package var dead: Int
    package var done: Int
    package var retried: Int
    package var lost: Int
    /// Live verify tasks about responses, not revisions: the responses without a verdict yet.
    package var unjudged: Int

    package init(
        round: Int, stage: Stage, ready: Int = 0, leased: Int = 0, deferred: Int = 0, dead: Int = 0,
        done: Int = 0, retried: Int = 0, lost: Int = 0, unjudged: Int = 0
    ) {
        self.round = round
        self.stage = stage
        self.ready = ready
        self.leased = leased
        self.deferred = deferred
        self.dead = dead
        self.done = done
        self.retried = retried
        self.lost = lost
        self.unjudged = unjudged
    }
}
