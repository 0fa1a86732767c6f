import Curl
import Foundation
import Images
import Testing

@testable import scene_model

/// The HTTP contract, in the shapes that were seen of vLLM (TRAINING §4).
@Suite struct ServingTests {
    private static let picture = RoundSimulation.samples(1, seed: 6)[0].scene.drawn()
    private static let describe = "Describe everything in the picture."

    @Test func `a seed gives the same text again, and n gives n choices`() async throws {
        try await RunningScene.serving { scene in
            let sampling = #", "temperature": 1, "seed": 7, "n": 3, "max_tokens": 200"#
            let one = try SeenReply(
                await scene.ask(Self.describe, about: Self.picture, extra: sampling))
            let two = try SeenReply(
                await scene.ask(Self.describe, about: Self.picture, extra: sampling))
            #expect(one.choices.count == 3)
            #expect(one.choices.map(\.message.content) == two.choices.map(\.message.content))
            #expect(one.choices.allSatisfy { $0.finish_reason == "stop" })
        }
    }

    @Test func `max_tokens cuts, and says so`() async throws {
        try await RunningScene.serving { scene in
            let reply = try SeenReply(
                await scene.ask(Self.describe, about: Self.picture, extra: #", "seed": 1, "max_tokens": 2"#))
            #expect(reply.choices[0].finish_reason == "length")
            #expect(reply.choices[0].message.content.split(separator: " ").count <= 2)
        }
    }

    @Test func `log-probabilities add up to that of the text`() async throws {
        try await RunningScene.serving { scene in
            let instruction = "How many circles are there in the picture? Answer with one number only."
            let reply = try SeenReply(
                await scene.ask(instruction, about: Self.picture, extra: #", "seed": 3, "logprobs": true"#))
            let tokens = try #require(reply.choices[0].logprobs?.content)
            let text = reply.choices[0].message.content
            #expect(tokens.map(\.token).joined() == text)
            let script = try #require(
                SceneModel().script(for: Prompt(instruction), seeing: Percept(seeing: Self.picture)))
            let exact = try #require(Weights.untrained.logProbability(of: text, in: script))
            #expect(abs(tokens.reduce(0) { $0 + $1.logprob } - exact) < 1e-6)
        }
    }

    @Test func `a stream has a role, the text, an end and DONE`() async throws {
        try await RunningScene.serving { scene in
            let reply = try await scene.ask(
                Self.describe, about: Self.picture, extra: #", "seed": 1, "stream": true"#)
            let events = String(decoding: reply.body, as: UTF8.self)
            #expect(events.hasPrefix("data: {") && events.hasSuffix("data: [DONE]\n\n"))
            #expect(events.contains(#""role":"assistant""#) && events.contains(#""finish_reason":"stop""#))
        }
    }

    @Test func `the vision probe tells red from blue by one token`() async throws {
        try await RunningScene.serving { scene in
            let probe = "Which colour is this picture? Answer with the colour's name alone."
            let extra = #", "temperature": 0, "max_tokens": 1"#
            let texts = try await [Hue.red, .blue].asyncMap { hue in
                let picture = PixelImage(width: 56, height: 56, filledWith: hue.colour)
                return try SeenReply(await scene.ask(probe, about: picture, extra: extra))
                    .choices[0].message.content
            }
            #expect(texts[0] != texts[1])
        }
    }

    @Test(arguments: [
        (#", "n": 2, "temperature": 0"#, 400), (#", "max_tokens": 99999999"#, 400),
        (#", "max_tokens": 0"#, 400), (#", "temperature": 9"#, 400), (#", "n": 0"#, 400),
    ]) func `what vLLM refuses is refused`(extra: String, status: Int) async throws {
        try await RunningScene.serving { scene in
            let reply = try await scene.ask(Self.describe, about: Self.picture, extra: extra)
            #expect(reply.status == status)
            #expect(String(decoding: reply.body, as: UTF8.self).contains(#""error":{"#))
        }
    }

    @Test func `broken requests get vLLM's errors`() async throws {
        try await RunningScene.serving { scene in
            let image = #"{"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}"#
            let bodies = [
                "{", #"{"model": "scene-1", "messages": []}"#,
                #"{"model": "scene-1", "messages": [{"role": "user", "content": [\#(image)]}]}"#,
            ]
            for body in bodies {
                let reply = try await scene.post("/v1/chat/completions", body)
                #expect(reply.status == 400, "\(body)")
            }
            let unknown = try await scene.ask("I", about: Self.picture, model: "other")
            #expect(unknown.status == 404)
        }
    }

    @Test func `a picture is looked at once, and the log says what was asked`() async throws {
        try await RunningScene.serving { scene in
            for seed in 0..<3 {
                _ = try await scene.ask(Self.describe, about: Self.picture, extra: #", "seed": \#(seed)"#)
            }
            #expect(scene.chat.cache.counts == (hits: 2, misses: 1))
            #expect(scene.chat.log.last(10).map(\.seed) == [0, 1, 2])
            #expect(scene.chat.metrics.contains("vllm:num_requests_running"))
        }
    }
}

extension Sequence where Element: Sendable {
    fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
