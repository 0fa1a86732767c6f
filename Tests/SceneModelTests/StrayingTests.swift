import Foundation
import Testing

@testable import scene_model

/// The part of the generator that gives any text some probability.
@Suite struct StrayingTests {
    private static let percept = Percept.nothing

    private static func script(_ instruction: String) -> Script {
        GenerationScript(instruction: Instruction(instruction), percept: percept, told: nil).script
    }

    @Test(arguments: [
        (
            "How many circles are there?",
            "The picture shows seventeen circles. There is also a small red cross."
        ),
        ("How many circles are there?", "I count 23 circles. The ground is cream."),
        ("How many circles are there?", "9"),
        ("What colour is the circle?", "Pink."),
        ("Is there a circle?", "As far as I can see, yes, there is a circle."),
        ("Are there more circles, more squares, or equally many?", "squares"),
        ("Read the printed word.", "The word is BXRLLY. There is also a large blue square."),
        ("Read the printed word.", "VILLAGF"),
        (
            "Describe everything.",
            "Here is what I see. Nine large pink crosses. The word ZZ is printed. One small red circle."
        ),
        (
            "Describe everything.",
            "What I see:\n- one large brown diamond\n- the word STOP\n- 14 small green squares"
        ),
        ("Describe everything.", "Here is what I see."),
        ("Describe everything.", "Orange, and nothing else."),
    ]) func `a text from other eyes can be scored`(instruction: String, text: String) {
        let text = text.replacing("seventeen", with: "17")
        let log = Weights.untrained.logProbability(of: text, in: Self.script(instruction))
        #expect(log != nil, "\(text)")
    }

    @Test(arguments: ["Nine large pink crosses", "I see three circle.", "", "Seven.\n", "The word is ."])
    func `what is no text of this model can't be scored`(text: String) {
        for instruction in ["Describe everything.", "How many circles are there?", "Read the printed word."] {
            #expect(ScoredText(text, in: Self.script(instruction)) == nil, "\(text)")
        }
    }

    @Test func `with it the probabilities of all texts still sum to one`() {
        let script = Self.script("Is there a circle? Answer yes or no only.")
        let texts = Set(script.everyPath.map(\.text))
        let sum = texts.reduce(0) {
            $0 + exp(Weights.untrained.logProbability(of: $1, in: script) ?? -.infinity)
        }
        #expect(texts.count > 400)
        #expect(abs(sum - 1) < 1e-9)
    }

    @Test func `it is hardly ever drawn`() {
        var random = SeededGenerator(seed: 1)
        let script = Self.script("Read the printed word.")
        let straying = (0..<5_000).count { _ in
            Weights.untrained.draw(from: script, temperature: 1.2, &random).pieces.count > 12
        }
        #expect(straying == 0, "seed 1")
    }

    @Test func `where it is likely, what it writes ends`() {
        var random = SeededGenerator(seed: 2)
        let weights = Weights.untrained.moved(by: [Weights.index(.generator, .straying): 40])
        for instruction in ["Describe everything.", "Read the printed word."] {
            for _ in 0..<50 {
                let text = weights.draw(from: Self.script(instruction), temperature: 1, &random).text
                #expect(ScoredText(text, in: Self.script(instruction)) != nil, "seed 2: \(text)")
            }
        }
    }
}
