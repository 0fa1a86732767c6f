import Contracts
import OrderedCollections

/// The rules for LoRA files that need no look at the weights (BACKENDS §9).
struct PEFTCheck: Sendable {
    let config: JSONValue
    let header: SafetensorsHeader
    /// What was asked for.
    let baseModel: String
    let rank: Int?

    /// The rank the files have.
    var actualRank: Int? { config["r"]?.whole.flatMap(Int.init(exactly:)) }

    func run() throws(AdapterObjection) {
        try checkConfig()
        try checkKeys()
        try checkCount()
    }

    private func checkConfig() throws(AdapterObjection) {
        func require(_ holds: Bool, _ rule: String, _ detail: String) throws(AdapterObjection) {
            guard holds else { throw AdapterObjection(rule, detail) }
        }
        let base = config["base_model_name_or_path"]?.text ?? ""
        try require(config["peft_type"]?.text == "LORA", "peft_type", "it is no LORA")
        try require((config["bias"]?.text ?? "none") == "none", "bias", "it trains biases; none are taken")
        try require(config["use_dora"]?.boolean != true, "use_dora", "servers do not take DoRA")
        try require(
            (config["modules_to_save"]?.elements ?? []).isEmpty, "modules_to_save",
            "it replaces whole modules, which servers drop or refuse")
        try require(base == baseModel, "base_model", "it stands on \(base), the job's model is \(baseModel)")
        let limit = rank ?? actualRank ?? 0
        try require((actualRank ?? 0) > 0, "rank", "adapter_config.json names no rank")
        try require(
            (actualRank ?? 0) <= limit, "rank", "it has rank \(actualRank ?? 0); \(limit) was asked for")
        for (module, value) in config["rank_pattern"]?.members ?? [:] {
            try require(
                (value.whole ?? .max) <= Int64(limit), "rank_pattern", "\(module) has rank \(value.json)")
        }
    }

    private func checkKeys() throws(AdapterObjection) {
        let names = Set(header.tensors.map(\.name))
        for tensor in header.tensors {
            let name = tensor.name
            if let part = Self.foreign.first(where: name.contains) {
                throw AdapterObjection("keys", "\(name) holds \(part): only the language model is trained")
            }
            guard let place = LoRAPlace(name) else {
                throw AdapterObjection("keys", "\(name) is no LoRA weight of a layer of the language model")
            }
            guard names.contains(place.partner), tensor.shape.count == 2 else {
                throw AdapterObjection("keys", "\(name) has no partner \(place.partner), or no two sides")
            }
        }
    }

    private func checkCount() throws(AdapterObjection) {
        let places = header.tensors.compactMap { LoRAPlace($0.name) }
        let layers = Set(places.map(\.layer)).count
        let modules = Set(places.map(\.module)).count
        guard !places.isEmpty, places.count == 2 * layers * modules else {
            throw AdapterObjection(
                "count",
                "\(places.count) weights in \(layers) layers of \(modules) modules; "
                    + "\(2 * layers * modules) would be whole")
        }
    }

    private static let foreign = ["visual.", "merger", "embed_tokens", "lm_head"]
}

/// Where a LoRA weight belongs: `…layers.N.self_attn.q_proj.lora_A.weight`.
private struct LoRAPlace {
    let layer: Int
    let module: Substring
    /// The name of the other of A and B.
    let partner: String

    init?(_ name: String) {
        let prefixes = ["base_model.model.model.language_model.layers.", "base_model.model.model.layers."]
        guard let prefix = prefixes.first(where: name.hasPrefix) else { return nil }
        let rest = name.dropFirst(prefix.count)
        guard let dot = rest.firstIndex(of: "."), let layer = Int(rest[..<dot]) else { return nil }
        let tail = rest[rest.index(after: dot)...]
        let (a, b) = (".lora_A.weight", ".lora_B.weight")
        guard let suffix = [a, b].first(where: tail.hasSuffix) else { return nil }
        self.layer = layer
        module = tail.dropLast(suffix.count)
        partner = name.dropLast(suffix.count) + (suffix == a ? b : a)
    }
}

extension SafetensorsHeader {
    /// The parts of the data that hold B: all zero in an adapter that changes nothing.
    var upPlaces: [Range<Int>] {
        tensors.filter { $0.name.hasSuffix(".lora_B.weight") }.map(\.place)
    }
}
