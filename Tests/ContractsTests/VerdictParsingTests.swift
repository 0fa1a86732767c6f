import Domain
import Testing

@testable import Contracts

@Suite struct VerdictParsingTests {
    private let plain =
        #"{"reason":"ok","entailment":true,"completeness":false,"consistency":true,"compliance":true}"#

    @Test func `a bare object is read`() throws {
        let vote = try #require(VerdictParsing.vote(in: plain))
        #expect(vote.holding == [.entailment, .consistency, .compliance])
        #expect(vote.reason == "ok")
        #expect(!vote.passes)
    }

    @Test func `fences, prose, thoughts and braces around it are tolerated`() {
        let expected = VerdictParsing.vote(in: plain)
        #expect(expected != nil)
        for reply in [
            "```json\n\(plain)\n```", "Sure! Here it is: \(plain) Hope this {helps}.",
            "<think>the set {a, b} is {\"x\"}</think>\n\(plain)", "\n\t \(plain)\n", "{ {\(plain)",
        ] {
            #expect(VerdictParsing.vote(in: reply) == expected, "\(reply)")
        }
    }

    @Test func `the model's own opinion is ignored`() {
        let reply = plain.replacing("{\"reason\"", with: "{\"v\": 1, \"overall\": \"correct\", \"reason\"")
        #expect(VerdictParsing.vote(in: reply)?.passes == false)
    }

    @Test(arguments: [
        "", "true", "The response is correct.", "[]", "{}", #"{"entailment": true}"#,
        #"{"entailment":"true","completeness":true,"consistency":true,"compliance":true}"#,
        #"{"entailment":1,"completeness":true,"consistency":true,"compliance":true}"#,
        #"{"entailment":null,"completeness":true,"consistency":true,"compliance":true}"#,
        #"{"Entailment":true,"completeness":true,"consistency":true,"compliance":true}"#,
        #"{"entailment":true,"completeness":true,"consistency":true,"compliance":true"#,
        #"{'entailment':True,'completeness':True,'consistency':True,'compliance':True}"#,
        #"{"entailment":true,"entailment":false,"completeness":true,"consistency":true,"compliance":true}"#,
        #"{"note":"first"} {"entailment":true,"completeness":true,"consistency":true,"compliance":true}"#,
        "\t\t\t\t\t\t\t\t",
    ])
    func `anything else is unreadable, never a verdict`(reply: String) {
        #expect(VerdictParsing.vote(in: reply) == nil)
    }

    @Test func `a text of braces costs little`() {
        #expect(VerdictParsing.vote(in: String(repeating: #"{"a":"#, count: 20_000)) == nil)
        #expect(VerdictParsing.vote(in: String(repeating: "{", count: 100_000)) == nil)
    }

    @Test func `a damaged reply is read as it was written or not at all`() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededRandom(seed)
        let whole = Array(plain.utf8)
        let truth = try #require(VerdictParsing.vote(in: plain))
        for _ in 0..<5000 {
            let cut = Int.random(in: 0..<whole.count, using: &random)
            #expect(
                VerdictParsing.vote(in: String(decoding: whole[..<cut], as: UTF8.self)) == nil, "seed \(seed)"
            )
            var damaged = whole
            damaged.remove(at: cut)
            if let vote = VerdictParsing.vote(in: String(decoding: damaged, as: UTF8.self)) {
                #expect(vote.holding == truth.holding, "seed \(seed)")
            }
        }
    }

    @Test func `the schema asks for what is read`() {
        let names = VerdictParsing.schema["required"]?.elements?.compactMap(\.text)
        #expect(names == ["reason"] + Verdict.Dimension.allCases.map(\.rawValue))
        #expect(
            VerdictParsing.schema["properties"]?.json
                == #"{"reason":{"type":"string"},"entailment":{"type":"boolean"},"completeness":{"type":"boolean"},"#
                + #""consistency":{"type":"boolean"},"compliance":{"type":"boolean"}}"#)
    }
}
