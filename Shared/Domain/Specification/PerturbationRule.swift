/// A kind of perturbation and the ranges its parameters are drawn from.
package enum PerturbationRule: Sendable, Hashable {
    case diffusionNoise(step: ClosedRange<Int>)
    case gaussianBlur(sigma: ClosedRange<Double>)
    case scale(factor: ClosedRange<Double>)

    /// The default rule of a kind; all three are the default set (PIPELINE.md §2).
    package init(_ name: Perturbation.Name) {
        switch name {
        case .diffusionNoise: self = .diffusionNoise(step: 500...500)
        case .gaussianBlur: self = .gaussianBlur(sigma: 1...8)
        case .scale: self = .scale(factor: 0.1...0.5)
        }
    }

    package static let standard = Perturbation.Name.allCases.map(PerturbationRule.init)

    package var name: Perturbation.Name {
        switch self {
        case .diffusionNoise: .diffusionNoise
        case .gaussianBlur: .gaussianBlur
        case .scale: .scale
        }
    }
}
