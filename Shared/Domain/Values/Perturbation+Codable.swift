/// `{"kind": "diffusion_noise", "parameters": {"step": 500}, "seed": 11}` (FORMATS.md §4).
extension Perturbation: Codable {
    private enum Key: String, CodingKey { case kind, parameters, seed }
    private enum Parameter: String, CodingKey { case step, sigma, factor }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let parameters = try container.nestedContainer(keyedBy: Parameter.self, forKey: .parameters)
        seed = try container.decode(Seed.self, forKey: .seed)
        switch try container.decode(Name.self, forKey: .kind) {
        case .diffusionNoise: kind = .diffusionNoise(step: try parameters.decode(Int.self, forKey: .step))
        case .gaussianBlur: kind = .gaussianBlur(sigma: try parameters.decode(Double.self, forKey: .sigma))
        case .scale: kind = .scale(factor: try parameters.decode(Double.self, forKey: .factor))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .kind)
        try container.encode(seed, forKey: .seed)
        var parameters = container.nestedContainer(keyedBy: Parameter.self, forKey: .parameters)
        switch kind {
        case .diffusionNoise(let step): try parameters.encode(step, forKey: .step)
        case .gaussianBlur(let sigma): try parameters.encode(sigma, forKey: .sigma)
        case .scale(let factor): try parameters.encode(factor, forKey: .factor)
        }
    }
}

extension Perturbation {
    /// What a kind is called in JSON, in the API and in exports.
    package enum Name: String, Sendable, Hashable, CaseIterable, Codable {
        case diffusionNoise = "diffusion_noise"
        case gaussianBlur = "gaussian_blur"
        case scale
    }

    package var name: Name {
        switch kind {
        case .diffusionNoise: .diffusionNoise
        case .gaussianBlur: .gaussianBlur
        case .scale: .scale
        }
    }
}
