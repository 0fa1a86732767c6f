import Contracts
import OrderedCollections
import PipelineSupport
import Testing

extension PipelineTests {
    /// The stages' own routes, which need no job.
    @Suite struct OneOffTests {
        @Test func `each stage answers one call without storing anything`() async throws {
            try await withPipeline { pipeline in
                let sample = try Pipeline.sample(1)
                guard let image = sample["image"] else { return }
                let asked: JSONValue = ["image": image, "instruction": "What is this?", "seed": 5]
                let generator = await pipeline.url(of: "generator")
                try await pipeline.until("the generator has a backend", within: .seconds(30)) {
                    try await pipeline.send("POST", "/v1/generate", json: asked, to: generator).status == 200
                }
                let first = try await pipeline.send("POST", "/v1/generate", json: asked, to: generator).json
                let again = try await pipeline.send("POST", "/v1/generate", json: asked, to: generator).json
                let response = try #require(first["response"]?["text"]?.text)
                #expect(!response.isEmpty)
                #expect(again["response"]?["text"]?.text == response)

                let revised = try await pipeline.oneOff(
                    "reviser", "/v1/revise", asked, ["response": .string(response)])
                #expect(revised["feedback"]?["text"]?.text?.isEmpty == false)
                #expect(revised["revision"]?["text"]?.text?.isEmpty == false)

                let judged = try await pipeline.oneOff(
                    "verifier", "/v1/verify", asked,
                    ["response": .string(response), "reference": "A picture."])
                let verdict = try #require(judged["verdict"])
                let holds = ["entailment", "completeness", "consistency", "compliance"]
                    .allSatisfy { verdict[$0] == true }
                #expect(verdict["v"] == (holds ? 1 : 0))

                let refused = try await pipeline.send(
                    "POST", "/v1/generate", json: ["instruction": "What is this?", "colour": 1], to: generator
                )
                #expect(refused.status == 422)
                #expect(try Set(refused.pointers) == ["/image", "/colour"])
            }
        }

        @Test func `an image that can't be used is named, and no backend gets it`() async throws {
            try await withPipeline { pipeline in
                // Garbage, and a PNG's first bytes with nothing behind them.
                let garbage: JSONValue = ["data": "Z2FyYmFnZQ=="]
                let cut: JSONValue = ["data": "iVBORw0KGgo="]
                let noise: JSONValue = ["kind": "diffusion_noise", "parameters": ["step": 500], "seed": 1]
                let text: JSONValue = ["instruction": "What?", "response": "A picture."]
                let wrong: [(program: String, path: String, call: JSONValue)] = [
                    ("generator", "/v1/generate", ["image": garbage, "instruction": "What?"]),
                    ("generator", "/v1/generate", ["image": cut, "instruction": "What?"]),
                    (
                        "generator", "/v1/generate",
                        ["image": garbage, "instruction": "What?", "perturbation": noise]
                    ),
                    ("reviser", "/v1/revise", text.with("image", garbage)),
                    ("verifier", "/v1/verify", text.with("image", garbage).with("reference", "A picture.")),
                ]
                for (program, path, call) in wrong {
                    let url = await pipeline.url(of: program)
                    let refused = try await pipeline.send("POST", path, json: call, to: url)
                    #expect(refused.status == 422, "\(path): \(refused.text)")
                    #expect(try refused.pointers == ["/image"], "\(path): \(refused.text)")
                }
            }
        }
    }
}

extension Pipeline {
    /// Sends a call with more fields, once the stage knows of its backend.
    fileprivate func oneOff(
        _ program: String, _ path: String, _ asked: JSONValue, _ more: JSONValue
    ) async throws -> JSONValue {
        let fields = (asked.members ?? [:]).merging(more.members ?? [:]) { $1 }
        let (url, body) = (url(of: program), JSONValue.object(fields))
        try await until("\(path) answers", within: .seconds(30)) {
            try await self.send("POST", path, json: body, to: url).status == 200
        }
        return try await send("POST", path, json: body, to: url).succeeded().json
    }
}

extension JSONValue {
    fileprivate func with(_ name: String, _ value: JSONValue) -> JSONValue {
        var all = members ?? [:]
        all[name] = value
        return .object(all)
    }
}
