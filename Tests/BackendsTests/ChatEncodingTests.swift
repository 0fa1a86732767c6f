import Contracts
import Digests
import Domain
import Foundation
import Testing

@testable import Backends

@Suite struct ChatEncodingTests {
    private let bytes: [UInt8] = (0..<2000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

    @Test(arguments: Backend.Kind.allCases)
    func `the body is the request it was made from`(kind: Backend.Kind) throws {
        let call = call()
        let body = try ChatEncoding(call, as: .init(model: "m", kind: kind)).body
        let read = try JSONDecoder().decode(ChatRequest.self, from: Data(body))
        #expect(read.model == "m")
        #expect(read.temperature == 0.95)
        #expect(read.topP == 0.9)
        #expect(read.maxTokens == 512)
        #expect(read.seed == 1_288_400_411)
        #expect(read.n == nil)
        #expect(read.stream == nil)
        let url = "data:image/png;base64,\(Data(bytes).base64EncodedString())"
        #expect(read.messages == [ChatMessage(role: "user", parts: [.imageURL(url), .text(call.text)])])
    }

    @Test func `vLLM is sent every parameter and the image's uuid`() throws {
        let body = try text(call(), as: .init(model: "gen-1", kind: .vllm))
        let url = "data:image/png;base64,\(Data(bytes).base64EncodedString())"
        let uuid = SHA256Digest(of: bytes).hex
        let golden =
            #"{"messages":[{"role":"user","content":["#
            + #"{"type":"image_url","image_url":{"url":"\#(url)"},"uuid":"\#(uuid)"},"#
            + #"{"type":"text","text":"Say \"what\"\nyou see: </x> é"}]}],"#
            + #""frequency_penalty":0,"max_tokens":512,"min_p":0,"model":"gen-1","presence_penalty":0,"#
            + #""repetition_penalty":1,"seed":1288400411,"temperature":0.95,"top_k":-1,"top_p":0.9}"#
        #expect(body == golden)
    }

    @Test(arguments: [
        (Backend.Kind.vllm, fullFields + ["repetition_penalty"]),
        (.sglang, fullFields + ["repetition_penalty"]),
        (.scene, fullFields + ["repetition_penalty"]),
        (.llamacpp, fullFields + ["repeat_penalty"]),
        (.openai, standardFields),
        (.auto, standardFields),
    ])
    func `each kind of server gets the fields it knows`(kind: Backend.Kind, fields: [String]) throws {
        let encoded = try ChatEncoding(call(), as: .init(model: "m", kind: kind))
        #expect(try object(encoded.body).keys.sorted() == fields.sorted())
        let all = Set(Self.fullFields + ["repetition_penalty"])
        let missing = kind == .llamacpp ? [] : all.subtracting(fields)
        #expect(Set(encoded.unenforced) == missing)
    }

    @Test func `top_k is off in each server's own way`() throws {
        #expect(try text(call(), as: .init(model: "m", kind: .sglang)).contains(#""top_k":-1"#))
        #expect(try text(call(), as: .init(model: "m", kind: .llamacpp)).contains(#""top_k":0"#))
    }

    @Test func `an image the backend has goes as its uuid alone`() throws {
        let form = ChatEncoding.Form(model: "m", kind: .vllm, imageByReference: true)
        let body = try text(call(), as: form)
        let uuid = SHA256Digest(of: bytes).hex
        #expect(body.contains(#"{"type":"image_url","image_url":null,"uuid":"\#(uuid)"}"#))
        #expect(!body.contains("base64"))
    }

    @Test func `a call without an image has one part`() throws {
        var call = call()
        call.image = nil
        let body = try ChatEncoding(call, as: .init(model: "m", kind: .vllm)).body
        let read = try JSONDecoder().decode(ChatRequest.self, from: Data(body))
        #expect(read.messages.first?.parts == [.text(call.text)])
    }

    @Test func `a format goes as schema, as object, or not at all, and is recorded`() throws {
        var call = call()
        call.format = ReplyFormat(name: "verdict!\"", schema: ["type": "object", "required": ["v"]])
        var form = ChatEncoding.Form(model: "m", kind: .vllm)
        let schema =
            #","response_format":{"type":"json_schema","json_schema":{"name":"verdict","strict":true,"#
            + #""schema":{"type":"object","required":["v"]}}}}"#
        #expect(try text(call, as: form).hasSuffix(schema))
        #expect(try ChatEncoding(call, as: form).unenforced.isEmpty)
        form.format = .object
        #expect(try text(call, as: form).hasSuffix(#","response_format":{"type":"json_object"}}"#))
        #expect(try ChatEncoding(call, as: form).unenforced == ["json_schema"])
        form.format = .free
        #expect(try object(ChatEncoding(call, as: form).body)["response_format"] == nil)
        #expect(try ChatEncoding(call, as: form).unenforced == ["response_format"])
    }

    @Test func `a number JSON has no word for is refused`() {
        var call = call()
        call.sampling = SamplingParameters(temperature: .nan, topP: 1, maxTokens: 1)
        #expect(throws: EncodingError.self) { try ChatEncoding(call, as: .init(model: "m", kind: .vllm)) }
    }

    @Test func `a printed image is its digest`() {
        let image = ChatImage(bytes: bytes, type: .jpeg)
        let expected = "image \(SHA256Digest(of: bytes).hex)"
        #expect("\(image)" == expected)
        var dumped = ""
        dump(call(), to: &dumped)
        #expect(!dumped.contains("dataURL"))
    }

    private static let standardFields = ["messages", "model", "temperature", "top_p", "max_tokens", "seed"]
    private static let fullFields =
        standardFields + ["top_k", "min_p", "presence_penalty", "frequency_penalty"]

    private func call() -> ChatCall {
        ChatCall(
            role: .generator, image: ChatImage(bytes: bytes, type: .png),
            text: "Say \"what\"\nyou see: </x> é",
            sampling: SamplingParameters(temperature: 0.95, topP: 0.9, maxTokens: 512),
            seed: Seed(rawValue: 1_288_400_411))
    }

    private func text(_ call: ChatCall, as form: ChatEncoding.Form) throws -> String {
        String(decoding: try ChatEncoding(call, as: form).body, as: UTF8.self)
    }

    private func object(_ body: [UInt8]) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])
    }
}
