import Foundation

extension Weights {
    /// Draws a text; temperature 0 takes the likeliest alternative each time.
    func draw(from script: Script, temperature: Double, _ random: inout SeededGenerator) -> Utterance {
        var pieces: [Utterance.Piece] = []
        var open = Array(script.decisions.reversed())
        while let decision = open.popLast() {
            let logs = logProbabilities(decision, script.voice)
            let index = Self.choice(of: logs, temperature: temperature, &random)
            let alternative = decision.alternatives[index]
            pieces.append(
                .init(text: alternative.text, logProbability: logs[index], deed: alternative.deed))
            open.append(contentsOf: alternative.then.reversed())
        }
        return Utterance(pieces: pieces)
    }

    private static func choice(
        of logs: [Double], temperature: Double, _ random: inout SeededGenerator
    ) -> Int {
        let best = logs.indices.max { (logs[$0], -$0) < (logs[$1], -$1) } ?? 0
        guard temperature > 0.001 else { return best }
        let shares = logs.map { exp(($0 - logs[best]) / temperature) }
        var left = random.unit() * shares.reduce(0, +)
        for (index, share) in shares.enumerated() {
            left -= share
            if left < 0 { return index }
        }
        return best
    }
}
