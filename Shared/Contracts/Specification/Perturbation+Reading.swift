package import Domain

extension Perturbation {
    /// Reads `{kind, parameters, seed}`, as pairs and traces show it; nil for anything else.
    package init?(reading value: JSONValue) {
        guard let parameters = value["parameters"],
            let seed = Seed(reading: value["seed"] ?? 0),
            let name = value["kind"]?.text.flatMap(Name.init(rawValue:)),
            let kind = Kind(name, parameters)
        else { return nil }
        self.init(kind: kind, seed: seed)
    }
}

extension Perturbation.Kind {
    fileprivate init?(_ name: Perturbation.Name, _ parameters: JSONValue) {
        switch name {
        case .diffusionNoise:
            guard let step = parameters["step"]?.whole, (0...999).contains(step) else { return nil }
            self = .diffusionNoise(step: Int(step))
        case .gaussianBlur:
            guard let sigma = parameters["sigma"]?.double, (0.1...64).contains(sigma) else { return nil }
            self = .gaussianBlur(sigma: sigma)
        case .scale:
            guard let factor = parameters["factor"]?.double, (0.01...0.99).contains(factor) else {
                return nil
            }
            self = .scale(factor: factor)
        }
    }
}
