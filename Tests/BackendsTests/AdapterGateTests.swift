import Contracts
import Domain
import Testing

@testable import Backends

@Suite struct AdapterGateTests {
    private func answer(_ text: String, _ probabilities: Double...) -> GateAnswer {
        let words = text.split(separator: " ").map(String.init)
        return GateAnswer(
            text: text,
            tokens: zip(words, probabilities).map { GateAnswer.Token(text: $0, logProbability: $1) })
    }

    @Test func `two answers are as far apart as their most different token, up to where words differ`() {
        #expect(answer("a b", -0.5, -0.1).distance(to: answer("a b", -0.25, -0.1)) == 0.25)
        #expect(
            abs(answer("a b c", -0.5, -0.5, -9).distance(to: answer("a x c", -0.5, -0.75, -1)) - 0.25) < 1e-9)
        #expect(answer("a", -0.5).distance(to: answer("a", -0.5)) == 0)
        // Sure of one word, and sure of another.
        #expect(answer("a", -0.001).distance(to: answer("b", -0.001)) > 6)
        // A near tie that fell the other way.
        #expect(answer("a", -0.70).distance(to: answer("b", -0.69)) < 0.02)
    }

    @Test func `without probabilities there are only other words and the same`() {
        let one = GateAnswer(text: "a", tokens: nil)
        #expect(one.distance(to: one) == 0)
        #expect(one.distance(to: GateAnswer(text: "b", tokens: nil)) == .infinity)
    }

    private func comparison(
        noise: Double = 0, difference: Double, text: String = "One red circle."
    ) -> GateRule.Comparison {
        let words = "One red circle."
        return GateRule.Comparison(
            base: answer(words, -1), again: answer(words, -1 - noise),
            adapter: GateAnswer(text: text, tokens: [.init(text: "One", logProbability: -1 - difference)]))
    }

    @Test func `an answer must differ by more than ten times the noise`() {
        let one = (0..<8).map { comparison(difference: $0 == 3 ? 0.02 : 0) }
        #expect(GateRule.figures(of: one).objection == nil)
        #expect(GateRule.figures(of: one).differing == 1)

        let noisy = one.dropLast() + [comparison(noise: 0.003, difference: 0)]
        let figures = GateRule.figures(of: Array(noisy))
        #expect(figures.differing == 0)
        #expect(figures.objection?.contains("changes nothing") == true)
    }

    @Test func `an adapter that does nothing at all is told from one that does little`() {
        let nothing = GateRule.figures(of: (0..<8).map { _ in comparison(difference: 0) })
        #expect(nothing.objection?.contains("0 of 8") == true)
        #expect(nothing.median == 0)
        let little = GateRule.figures(of: (0..<8).map { _ in comparison(difference: 0.002) })
        #expect(little.objection == nil)
    }

    @Test func `an adapter that breaks the text is refused`() {
        let loop = Array(repeating: "red", count: 40).joined(separator: " ")
        let broken = GateRule.figures(
            of: (0..<8).map { comparison(difference: 1, text: $0 == 0 ? loop : "One red circle.") })
        #expect(broken.degenerate == 1)
        #expect(broken.objection?.contains("no text any more") == true)
    }

    @Test func `where only words can be compared one that differs is enough`() {
        let words = (0..<8).map { index in
            GateRule.Comparison(
                base: GateAnswer(text: "a", tokens: nil), again: GateAnswer(text: "a", tokens: nil),
                adapter: GateAnswer(text: index == 0 ? "b" : "a", tokens: nil))
        }
        #expect(GateRule.figures(of: words).objection == nil)
        #expect(GateRule.figures(of: words).median == nil)
        let same = Array(repeating: words[1], count: 8)
        #expect(GateRule.figures(of: same).objection != nil)
    }

    @Test func `the gate asks base twice and the adapter once, greedily and with probabilities`() async throws
    {
        let fleet = FakeFleet([
            "one": { (sent) throws(TransportError) in
                let isAdapter = sent.body.contains("gen-00000000-r2-000000000000")
                return TransportReply(
                    status: 200,
                    body: Array(
                        #"""
                        {"choices": [{"message": {"content": "One"}, "finish_reason": "stop",
                        "logprobs": {"content": [{"token": "One", "logprob": \#(isAdapter ? -0.5 : -1)}]}}]}
                        """#.utf8))
            }
        ])
        let backend = Backend(id: .make(), url: "http://one", kind: .vllm)
        let listing = ModelListing(try ChatDecoding.models(Recorded.models(["base"])))
        let figures = try await AdapterGate(DirectRequests(transport: fleet)).figures(
            of: .init(backend, listing, model: "gen-00000000-r2-000000000000"),
            against: .init(backend, listing, model: "base"),
            prompts: [.init(image: ChatImage(bytes: [1], type: .png), text: "How many?")])

        #expect(
            figures
                == GateFigures(
                    prompts: 1, differing: 1, noise: 0, median: 0.5, degenerate: 0))
        #expect(fleet.chats.count == 3)
        #expect(fleet.chats.allSatisfy { $0.body.contains(#""logprobs":true"#) })
        #expect(fleet.chats.allSatisfy { $0.body.contains(#""temperature":0"#) })
    }
}
