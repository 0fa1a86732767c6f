import Contracts
import Digests
import Domain
import Foundation
import OrderedCollections
import Testing

@testable import Orchestrator

@Suite struct AdapterFilesTests {
    private let expected = ExpectedAdapter(baseModel: "base", rank: 4, digest: nil)

    @Test func `a whole LoRA passes, with its rank, its alpha and its digest`() throws {
        try LoRAFixture().inFolder { folder in
            let checked = try AdapterFiles(folder: folder).check(expected)
            #expect(checked.format == .peft)
            #expect(checked.rank == 4)
            #expect(checked.alpha == 8)
            let weights = try Foundation.Data(
                contentsOf: URL(filePath: "\(folder)/adapter_model.safetensors"))
            #expect(checked.digest == SHA256Digest(of: weights))
        }
    }

    /// What is wrong with an adapter, and the rule that says so.
    private static let faults: [(rule: String, LoRAFixture)] = [
        ("peft_type", LoRAFixture(config: ["peft_type": "IA3"])),
        ("bias", LoRAFixture(config: ["bias": "all"])),
        ("use_dora", LoRAFixture(config: ["use_dora": true])),
        ("modules_to_save", LoRAFixture(config: ["modules_to_save": ["lm_head"]])),
        ("base_model", LoRAFixture(config: ["base_model_name_or_path": "other"])),
        ("rank", LoRAFixture(config: ["r": 8])),
        ("rank_pattern", LoRAFixture(config: ["rank_pattern": ["q_proj": 64]])),
        ("keys", LoRAFixture(name: { "base_model.model.visual.blocks.\($0).attn.qkv.lora_\($1).weight" })),
        ("keys", LoRAFixture(name: { "model.layers.\($0).mlp.lora_\($1).weight" })),
        ("count", LoRAFixture(leavingOut: 1)),
        ("lora_B", LoRAFixture(up: 0)),
        ("offsets", LoRAFixture(surplus: 3)),
        ("dtype", LoRAFixture(dtype: "I8")),
    ]

    @Test(arguments: faults.indices)
    func `each rule refuses what it is there for`(index: Int) throws {
        let (rule, fixture) = Self.faults[index]
        try fixture.inFolder { folder in
            let objection = #expect(throws: AdapterObjection.self) {
                try AdapterFiles(folder: folder).check(expected)
            }
            #expect(objection?.rule == rule)
        }
    }

    @Test func `a digest that was stated must be the weights'`() throws {
        try LoRAFixture().inFolder { folder in
            let other = ExpectedAdapter(baseModel: "base", rank: 4, digest: SHA256Digest(of: [1]))
            let objection = #expect(throws: AdapterObjection.self) {
                try AdapterFiles(folder: folder).check(other)
            }
            #expect(objection?.rule == "sha256")
        }
    }

    @Test func `scene-model's adapter is checked by its own rules`() throws {
        try SceneFixture(
            #"{"format": "scene", "base_model": "base", "deltas": {"generator.countUnder": 0.5}}"#
        )
        .inFolder { folder in
            let checked = try AdapterFiles(folder: folder).check(expected)
            #expect(checked.format == .scene)
        }
        for (text, rule) in [
            (#"{"format": "scene", "base_model": "base", "deltas": {"generator.countUnder": 0}}"#, "deltas"),
            (#"{"format": "scene", "base_model": "other", "deltas": {"a": 1}}"#, "base_model"),
            (#"{"format": "peft"}"#, "format"), ("no json", "format"),
        ] {
            try SceneFixture(text).inFolder { folder in
                let objection = #expect(throws: AdapterObjection.self) {
                    try AdapterFiles(folder: folder).check(expected)
                }
                #expect(objection?.rule == rule)
            }
        }
    }

    @Test func `a header of rubbish is refused, not believed`() throws {
        for bytes: [UInt8] in [
            [], [1, 2, 3], [255, 255, 255, 255, 255, 255, 255, 255], [2, 0, 0, 0, 0, 0, 0, 0, 123, 34],
        ] {
            try LoRAFixture().inFolder { folder in
                try Foundation.Data(bytes).write(
                    to: URL(filePath: "\(folder)/adapter_model.safetensors"))
                #expect(throws: AdapterObjection.self) { try AdapterFiles(folder: folder).check(expected) }
            }
        }
    }
}
