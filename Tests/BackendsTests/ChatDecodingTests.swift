import Contracts
import Domain
import Testing

@testable import Backends

@Suite struct ChatDecodingTests {
    @Test func `a good reply is read with its nulls`() throws {
        let reply = try ChatDecoding.reply(Recorded.completion("a red square"))
        #expect(reply.choices.first?.message.content == "a red square")
        #expect(reply.usage?.promptTokens == 271)
        #expect(reply.usage?.completionTokens == 9)
    }

    @Test func `a reply of nulls is an empty text`() throws {
        let result = try result(of: Recorded.nulls)
        #expect(result.text.isEmpty)
        #expect(!result.isRefusal)
        #expect(result.finishReason == nil)
        #expect(result.promptTokens == nil)
    }

    @Test func `a refusal keeps its words and is marked`() throws {
        let result = try result(of: Recorded.refusal)
        #expect(result.text == "I can't help with that.")
        #expect(result.isRefusal)
    }

    @Test(arguments: [
        Recorded.notJSON, Recorded.noChoices, Recorded.plainText, Recorded.badKey, Recorded.partsMissing, [],
    ])
    func `what is no completion is refused with a reason`(body: [UInt8]) {
        let failure = #expect(throws: ChatDecoding.Failure.self) { try ChatDecoding.reply(body) }
        #expect(failure?.reason.isEmpty == false)
    }

    @Test(arguments: [
        (Recorded.overload, "The server is overloaded."),
        (Recorded.noAdapter, "The model `gen-x` does not exist."),
        (Recorded.badKey, "Unauthorized"),
        (Recorded.unknownField, "Unexpected fields in the request: {'top_k'}"),
        (Recorded.fieldErrors, "body.messages.0: Field required"),
        (Array(#"{"message": "flat"}"#.utf8), "flat"),
        (Recorded.plainText, "Success: LoRA adapter 'gen-x' added successfully."),
        (Array(#"{"error": {"code": 1}}"#.utf8), #"{"error": {"code": 1}}"#),
        ([], "no words"),
    ])
    func `an error is told in the server's words`(body: [UInt8], words: String) {
        #expect(ChatDecoding.errorText(body) == words)
    }

    @Test func `two kilobytes of an error are kept`() {
        #expect(ChatDecoding.errorText([UInt8](repeating: 65, count: 100_000)).utf8.count == 2048)
        let long = #"{"error": "\#(String(repeating: "x", count: 5000))"}"#
        #expect(ChatDecoding.errorText(Array(long.utf8)).utf8.count == 2048)
    }

    @Test func `an image that a server repeats is not kept`() {
        let echo = "cannot load data:image/png;base64,iVBORw0KGgo+/= of part 0"
        #expect(ChatDecoding.errorText(Array(echo.utf8)) == "cannot load data:image/png;base64,… of part 0")
    }

    private func result(of body: [UInt8]) throws -> ChatResult {
        ChatResult(
            try ChatDecoding.reply(body), latency: .zero, backend: .numbered(1), model: "m",
            unenforced: [])
    }
}
