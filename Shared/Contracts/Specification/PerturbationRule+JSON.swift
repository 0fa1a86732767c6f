import Domain
import Schemas

/// `{"kind": "gaussian_blur", "sigma": [1, 8]}`: a parameter is a number, or the range it is drawn from.
extension PerturbationRule {
    init?(reading fields: inout FieldReader) {
        let before = fields.problems.count
        let name: Perturbation.Name? = fields.choice("kind")
        guard let name else {
            let words = Perturbation.Name.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
            if fields.problems.count == before { fields.require("kind", or: "it is one of \(words)") }
            // Without a kind nothing says which keys are known.
            _ = fields.value("step", Self.span(of: .integer()))
            for key in ["sigma", "factor"] { _ = fields.value(key, Self.span(of: .number)) }
            return nil
        }
        self.init(name)
        readParameters(&fields)
    }

    /// A value, or the lowest and the highest.
    private static func span(of bound: Schema) -> Schema { .either([bound, .list(bound)]) }

    private mutating func readParameters(_ fields: inout FieldReader) {
        let (whole, number) = ("an integer or [lowest, highest]", "a number or [lowest, highest]")
        switch self {
        case .diffusionNoise(let step):
            let read = fields.converted("step", as: whole, Self.span(of: .integer())) {
                $0.range { $0.whole.flatMap(Int.init(exactly:)) }
            }
            self = .diffusionNoise(step: read ?? step)
        case .gaussianBlur(let sigma):
            let read = fields.converted("sigma", as: number, Self.span(of: .number)) {
                $0.range { $0.double }
            }
            self = .gaussianBlur(sigma: read ?? sigma)
        case .scale(let factor):
            let read = fields.converted("factor", as: number, Self.span(of: .number)) {
                $0.range { $0.double }
            }
            self = .scale(factor: read ?? factor)
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
