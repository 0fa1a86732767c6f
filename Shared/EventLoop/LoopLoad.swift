/// What a loop has done since its start.
package struct LoopLoad: Sendable, Equatable {
    /// Times it had something to do; an idle loop has no turns.
    package var turns: UInt64
    /// Readiness events passed to handlers.
    package var events: UInt64
    /// Turns that took more than 10 ms, during which nobody else was served.
    package var slowTurns: UInt64
    /// The longest turn of all.
    package var longestTurn: Duration
}
