import Testing

@testable import scene_model

@Suite struct QuestionTests {
    private static let samples = RoundSimulation.samples(300, seed: 17)

    @Test func `every instruction that is written is understood`() {
        for sample in Self.samples {
            let read = Instruction(sample.instruction)
            #expect(read.question == sample.question, "\(sample.instruction)")
            #expect(read.form == sample.form, "\(sample.instruction)")
        }
    }

    @Test func `every reference says the right answer`() {
        for sample in Self.samples {
            let answer = Statement(sample.reference, to: sample.question).answer
            #expect(answer == sample.question.answer(about: sample.scene.content), "\(sample.reference)")
        }
    }

    @Test func `families and forms are all there`() {
        #expect(Set(Self.samples.map(\.form)) == Set(Form.allCases))
        for (name, isIn) in RoundTests.families {
            #expect(Self.samples.count { isIn($0.question) } > 20, "\(name)")
        }
    }

    @Test func `answers are read from other people's sentences`() {
        let circles = Descriptor(shape: .circle)
        func answer(_ text: String, _ question: Question) -> Answer? {
            Statement(text, to: question).answer
        }
        #expect(answer("The answer is 3.", .count(circles)) == .number(3))
        #expect(answer("There are no circles.", .count(circles)) == .number(0))
        #expect(answer("No.", .existence(circles)) == .existence(false))
        #expect(answer("A circle can be seen.", .existence(circles)) == .existence(true))
        #expect(answer("stop", .word) == .word("STOP"))
        #expect(answer("I cannot tell.", .count(circles)) == nil)
    }
}
