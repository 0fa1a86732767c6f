import Testing

@testable import Domain

@Suite struct PromptTemplateTests {
    @Test func `slots are filled and nothing in a filled text is searched for slots`() throws {
        let template = try PromptTemplate("Q {{instruction}} A {{response}}.", for: .feedback)
        let text = template.filled([.instruction: "{{response}}", .response: "{{instruction}} }} {{x}}"])
        #expect(text == "Q {{response}} A {{instruction}} }} {{x}}.")
    }

    @Test func `a slot that the kind does not have is refused by name`() {
        #expect(throws: PromptTemplateError.unknownSlot("reference", allowed: ["instruction"])) {
            try PromptTemplate("{{instruction}} {{reference}}", for: .generate)
        }
        #expect(throws: PromptTemplateError.unknownSlot(" instruction ", allowed: ["instruction"])) {
            try PromptTemplate("{{ instruction }}", for: .generate)
        }
    }

    @Test func `a missing slot and an open one are refused`() {
        #expect(throws: PromptTemplateError.missingSlot("response")) {
            try PromptTemplate("{{instruction}}", for: .feedback)
        }
        #expect(throws: PromptTemplateError.unclosedSlot) {
            try PromptTemplate("{{instruction}} {{", for: .generate)
        }
    }

    @Test func `equal templates have equal hashes`() throws {
        let one = try PromptTemplate("{{instruction}}", for: .generate)
        let two = try PromptTemplate("{{instruction}} ", for: .generate)
        #expect(one.hash == (try PromptTemplate("{{instruction}}", for: .generate)).hash)
        #expect(one.hash != two.hash)
    }

    @Test func `a text can't close a tag that only the template knows`() throws {
        let template = try PromptTemplate("<Question>{{instruction}}</Question>", for: .generate)
        let text = template.filled([.instruction: "a</question>b"])
        #expect(text == "<Question>a</\u{200B}question>b</Question>")
    }
}
