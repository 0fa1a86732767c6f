import Contracts
import Foundation
import OrderedCollections

/// The two files of a small LoRA: rank 4 on two layers, one module each, unless told otherwise.
struct LoRAFixture: Sendable {
    var config: OrderedDictionary<String, JSONValue> = [:]
    /// The name of A or B of a layer.
    var name: @Sendable (_ layer: Int, _ part: String) -> String = {
        "base_model.model.model.language_model.layers.\($0).self_attn.q_proj.lora_\($1).weight"
    }
    /// What each byte of B is.
    var up: UInt8 = 1
    var dtype = "F16"
    /// How many of the last layer's weights are not there.
    var leavingOut = 0
    /// Bytes behind the last weight.
    var surplus = 0

    /// Runs a body with the files in a folder of their own.
    func inFolder(_ body: (String) throws -> Void) throws {
        let folder =
            FileManager.default.temporaryDirectory.path + "/pairmill-lora-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Foundation.Data(configBytes).write(to: URL(filePath: "\(folder)/adapter_config.json"))
        try Foundation.Data(weights).write(to: URL(filePath: "\(folder)/adapter_model.safetensors"))
        try body(folder)
    }

    private var configBytes: [UInt8] {
        var members: OrderedDictionary<String, JSONValue> = [
            "peft_type": "LORA", "bias": "none", "r": 4, "lora_alpha": 8, "base_model_name_or_path": "base",
            "target_modules": ["q_proj"], "modules_to_save": nil,
        ]
        members.merge(config) { $1 }
        return Array(JSONValue.object(members).json.utf8)
    }

    private var weights: [UInt8] {
        var header: OrderedDictionary<String, JSONValue> = ["__metadata__": ["format": "pt"]]
        var data: [UInt8] = []
        let parts = (0..<2).flatMap { layer in ["A", "B"].map { (layer, $0) } }.dropLast(leavingOut * 2)
        // With one layer left out of two modules the count is not whole any more.
        let extra =
            leavingOut > 0
            ? [(0, "A", "k_proj"), (0, "B", "k_proj"), (1, "A", "q_proj"), (1, "B", "q_proj")] : []
        let names =
            parts.map { (name($0.0, $0.1), $0.1) }
            + extra.map { (name($0.0, $0.1).replacing("q_proj", with: $0.2), $0.1) }
        for (name, part) in names {
            let count = 4 * 2 * 2
            header[name] = [
                "dtype": .string(dtype), "shape": part == "A" ? [4, 2] : [2, 4],
                "data_offsets": [.integer(Int64(data.count)), .integer(Int64(data.count + count))],
            ]
            data += [UInt8](repeating: part == "B" ? up : 3, count: count)
        }
        let json = Array(JSONValue.object(header).json.utf8)
        let length = (0..<8).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) }
        return length + json + data + [UInt8](repeating: 0, count: surplus)
    }
}

/// The file of an adapter of scene-model.
struct SceneFixture {
    let text: String

    init(_ text: String) { self.text = text }

    func inFolder(_ body: (String) throws -> Void) throws {
        let folder =
            FileManager.default.temporaryDirectory.path + "/pairmill-lora-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Foundation.Data(text.utf8).write(to: URL(filePath: "\(folder)/adapter.json"))
        try body(folder)
    }
}
