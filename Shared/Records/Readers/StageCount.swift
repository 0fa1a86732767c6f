package import Domain

/// How many tasks of one stage of one round are where.
package struct StageCount: Sendable, Equatable {
    package let round: Int
    package let stage: Stage
    package var ready = 0
    package var leased = 0
    package var deferred = 0
    package var dead = 0
    package var done = 0
    package var retried = 0
    package var lost = 0
}
