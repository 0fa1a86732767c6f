import Contracts
import Testing

@testable import pairmill

@Suite struct SpecificationDraftTests {
    @Test func `a value goes where its key says, beside what is there`() throws {
        var draft = SpecificationDraft(try JSONValue(parsing: #"{"sampling": {"contrastive": 2}}"#))
        try draft.set("sampling.normal=4")
        try draft.set("pairing.filters.ratio.on=false")

        #expect(
            draft.json.canonical
                == #"{"pairing":{"filters":{"ratio":{"on":false}}},"sampling":{"contrastive":2,"normal":4}}"#)
    }

    @Test func `what is no JSON is text, and JSON is JSON`() throws {
        var draft = SpecificationDraft()
        try draft.set("models.generator=Qwen/Qwen2.5-VL-7B")
        try draft.set("name=\"quoted = name\"")
        try draft.set(#"rounds=[{"from": "all"}]"#)

        #expect(draft.json["models"]?["generator"] == "Qwen/Qwen2.5-VL-7B")
        #expect(draft.json["name"] == "quoted = name")
        #expect(draft.json["rounds"]?.elements?.count == 1)
    }

    @Test(arguments: ["sampling.normal", "=4", ""])
    func `what is no assignment is refused`(text: String) {
        var draft = SpecificationDraft()
        #expect(throws: SettingError(assignment: text)) { try draft.set(text) }
    }
}
