@testable import scene_model

/// Rows to train on that cost little to make: draws on clean pictures alone.
///
/// Suites that serve share their threads with everybody, and must not compute for long.
enum DrawnRows {
    /// A response that passes before one that fails, of each sample that has both.
    static func generator(_ count: Int, seed: UInt64) -> [SimulatedRow] {
        rows(count, seed) { sample, percept, say in
            let prompt = TestPrompts.generation(sample.instruction)
            let draws = (0..<8).map { say(prompt, $0) }
            let simulation = RoundSimulation()
            let passed = draws.first { simulation.verify($0, sample, percept) }
            let failed = draws.first { !simulation.verify($0, sample, percept) }
            guard let passed, let failed else { return nil }
            return (prompt, passed, failed)
        }
    }

    /// A long feedback before a short one: to overlook less is what it teaches.
    static func reviser(_ count: Int, seed: UInt64) -> [SimulatedRow] {
        rows(count, seed) { sample, _, say in
            let response = say(TestPrompts.generation(sample.instruction), 0)
            let prompt = TestPrompts.feedback(sample.instruction, response)
            let draws = (1..<8).map { say(prompt, $0) }.sorted { $0.utf8.count < $1.utf8.count }
            guard let long = draws.last, let short = draws.first, long != short else { return nil }
            return (prompt, long, short)
        }
    }

    private typealias Texts = (prompt: String, chosen: String, rejected: String)

    private static func rows(
        _ count: Int, _ seed: UInt64,
        _ texts: (SceneSample, Percept, (String, UInt64) -> String) -> Texts?
    ) -> [SimulatedRow] {
        let simulation = RoundSimulation()
        return RoundSimulation.samples(count, seed: seed).enumerated().compactMap { index, sample in
            let percept = Percept(seeing: sample.scene.drawn())
            let texts = texts(sample, percept) { prompt, draw in
                simulation.say(prompt, percept, 1, UInt64(index) * 100 + draw)
            }
            return texts.map {
                SimulatedRow(
                    sample, seen: percept, prompt: $0.prompt, chosen: $0.chosen, rejected: $0.rejected)
            }
        }
    }
}
