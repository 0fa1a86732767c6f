import Domain
import Images

@testable import scene_model

extension Perturbation {
    /// One of the default set of PIPELINE §2, drawn by a seed.
    static func drawn(seed: UInt64) -> Perturbation {
        var random = SeededGenerator(seed: SeededGenerator.mix(seed))
        let kind: Kind =
            switch random.index(below: 3) {
            case 0: .diffusionNoise(step: 500)
            case 1: .gaussianBlur(sigma: 1 + 7 * random.unit())
            default: .scale(factor: 0.1 + 0.4 * random.unit())
            }
        return Perturbation(kind: kind, seed: Seed(rawValue: UInt32(truncatingIfNeeded: random.next())))
    }
}
