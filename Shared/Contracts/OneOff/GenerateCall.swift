package import Domain

/// The body of `POST /v1/generate`: one response, drawn without a database row.
package struct GenerateCall: Sendable, Hashable {
    package var input: CallInput
    package var sampling = SamplingPlan().parameters
    /// Shown to the generator, as reference-guided sampling does.
    package var reference: Reference?
    /// Done to the image first, as for a contrastive response.
    package var perturbation: Perturbation?
    /// Whether the backend's stream is relayed.
    package var stream = false

    /// Reads a body; the refusal names everything that is wrong with it.
    package init(reading json: JSONValue) throws(SpecificationRefusal) {
        var fields = try FieldReader(reading: json, what: "the body of /v1/generate")
        let input = CallInput(reading: &fields)
        fields.sampling(&sampling)
        reference = fields.text("reference", isRequired: false).map(Reference.init)
        perturbation = fields.converted(
            "perturbation", as: "a perturbation with kind, parameters and seed", Perturbation.init(reading:))
        fields.boolean("stream", into: &stream)
        try fields.close()
        guard let input else { throw SpecificationRefusal(problems: fields.problems) }
        self.input = input
    }
}

extension Perturbation {
    fileprivate init?(reading value: JSONValue) {
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
            guard let sigma = parameters["sigma"]?.double, (0.1...100).contains(sigma) else { return nil }
            self = .gaussianBlur(sigma: sigma)
        case .scale:
            guard let factor = parameters["factor"]?.double, (0.01...0.99).contains(factor) else {
                return nil
            }
            self = .scale(factor: factor)
        }
    }
}
