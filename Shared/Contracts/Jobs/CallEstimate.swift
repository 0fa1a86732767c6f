/// What one sample costs at most, round by round.
package struct CallEstimate: Sendable, Codable, Hashable {
    package var rounds: [Round]

    package init(rounds: [Round]) {
        self.rounds = rounds
    }
}
