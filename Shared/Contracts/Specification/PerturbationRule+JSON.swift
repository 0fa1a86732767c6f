import Domain

/// `{"kind": "gaussian_blur", "sigma": [1, 8]}`: a parameter is a number, or the range it is drawn from.
extension PerturbationRule {
    init?(reading fields: inout FieldReader) {
        var name: Perturbation.Name?
        let words = Perturbation.Name.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        let before = fields.problems.count
        fields.read("kind", as: "one of \(words)", into: &name) {
            $0.text.flatMap(Perturbation.Name.init(rawValue:))
        }
        guard let name else {
            if fields.problems.count == before {
                fields.report(fields.pointer.appending("kind"), "kind is missing; it is one of \(words)")
            }
            // Without a kind nothing says which keys are known.
            for key in ["step", "sigma", "factor"] { _ = fields.value(key) }
            return nil
        }
        self.init(name)
        readParameters(&fields)
    }

    private mutating func readParameters(_ fields: inout FieldReader) {
        switch self {
        case .diffusionNoise(var step):
            fields.read("step", as: "an integer or [lowest, highest]", into: &step) {
                $0.range { $0.whole.flatMap(Int.init(exactly:)) }
            }
            self = .diffusionNoise(step: step)
        case .gaussianBlur(var sigma):
            fields.read("sigma", as: "a number or [lowest, highest]", into: &sigma) { $0.range { $0.double } }
            self = .gaussianBlur(sigma: sigma)
        case .scale(var factor):
            fields.read("factor", as: "a number or [lowest, highest]", into: &factor) {
                $0.range { $0.double }
            }
            self = .scale(factor: factor)
        }
    }

    var json: JSONValue {
        switch self {
        case .diffusionNoise(let step):
            ["kind": .string(name.rawValue), "step": step.json { .integer(Int64($0)) }]
        case .gaussianBlur(let sigma):
            ["kind": .string(name.rawValue), "sigma": sigma.json(JSONValue.number)]
        case .scale(let factor):
            ["kind": .string(name.rawValue), "factor": factor.json(JSONValue.number)]
        }
    }
}

extension JSONValue {
    fileprivate func range<Bound: Comparable>(_ bound: (JSONValue) -> Bound?) -> ClosedRange<Bound>? {
        if let single = bound(self) { return single...single }
        guard let ends = elements, ends.count == 2, let low = bound(ends[0]), let high = bound(ends[1]),
            low <= high
        else { return nil }
        return low...high
    }
}

extension ClosedRange {
    fileprivate func json(_ bound: (Bound) -> JSONValue) -> JSONValue {
        lowerBound == upperBound ? bound(lowerBound) : .array([bound(lowerBound), bound(upperBound)])
    }
}
