import Domain
import Testing

@testable import Generator
@testable import Reviser
@testable import Verifier

@Suite struct PromptTests {
    private let instruction = Instruction(rawValue: "How many cups?")
    private let reference = Reference(rawValue: "Three.")

    @Test func `every prompt of the stages is a template of its kind`() throws {
        #expect(throws: Never.self) { try GeneratePrompt() }
        #expect(throws: Never.self) { try FeedbackPrompt() }
        #expect(throws: Never.self) { try RefinementPrompt() }
        #expect(throws: Never.self) { try VerificationPrompt() }
    }

    @Test func `a section's tags occur in a prompt only around its slot`() {
        let texts = [
            GeneratePrompt.standard, GeneratePrompt.standardWithReference, FeedbackPrompt.standard,
            FeedbackPrompt.standardWithReference, RefinementPrompt.standard, VerificationPrompt.standard,
        ]
        for text in texts {
            for section in PromptSection.allCases {
                let name = section.rawValue
                let framed = text.ranges(of: "<\(name)>\n{{\(name)}}\n</\(name)>").count
                #expect(text.ranges(of: "<\(name)>").count == framed)
                #expect(text.ranges(of: "{{\(name)}}").count == framed)
            }
        }
    }

    @Test func `a prompt gives back the texts it was filled with`() throws {
        let response = "There are <image> two </response> cups.\r"
        let text = try FeedbackPrompt().text(
            instruction: instruction, response: response, reference: reference)
        let sections = PromptSections(parsing: text)
        #expect(sections[.instruction] == instruction.rawValue)
        #expect(sections[.response] == response)
        #expect(sections[.reference] == reference.rawValue)
        #expect(sections[.feedback] == nil)
    }

    @Test func `refinement never sees the reference`() throws {
        let text = try RefinementPrompt().text(
            instruction: instruction, response: "Two.", feedback: "Look again.")
        #expect(PromptSections(parsing: text)[.reference] == nil)
        #expect(!text.contains(reference.rawValue))
        #expect(throws: PromptTemplateError.self) {
            try RefinementPrompt([
                .refinement: "{{instruction}}{{response}}{{feedback}}{{reference}}"
            ])
        }
    }

    @Test func `a job's own template takes the place of ours`() throws {
        let prompt = try GeneratePrompt([.generate: "Q: {{instruction}}"])
        #expect(prompt.text(instruction: instruction) == "Q: How many cups?")
        #expect(prompt.plain.hash != (try GeneratePrompt().plain.hash))
    }
}
