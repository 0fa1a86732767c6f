import Domain
import Testing

@testable import Images

@Suite struct PerturbationAppliedTests {
    @Test(arguments: [
        Perturbation.Kind.diffusionNoise(step: 500), .gaussianBlur(sigma: 4), .scale(factor: 0.2),
    ])
    func `every kind gives a PNG of the same sides and other pixels`(kind: Perturbation.Kind) throws {
        let perturbation = Perturbation(kind: kind, seed: Seed(rawValue: 9))
        let clean = try Quarters.image(width: 448, height: 300).jpeg()
        let file = try perturbation.applied(toImage: clean)
        #expect(ImageType(of: file) == .png)
        let (seen, before) = try (PixelImage(decoding: file), PixelImage(decoding: clean))
        #expect((seen.width, seen.height) == (before.width, before.height))
        #expect(seen != before)
        #expect(try perturbation.applied(toImage: clean) == file)
    }

    @Test(arguments: [
        Perturbation.Kind.diffusionNoise(step: 1000), .diffusionNoise(step: -1), .gaussianBlur(sigma: 0),
        .gaussianBlur(sigma: .nan), .gaussianBlur(sigma: 65), .scale(factor: 0), .scale(factor: 1),
        .scale(factor: .infinity),
    ])
    func `numbers out of range are refused`(kind: Perturbation.Kind) {
        let perturbation = Perturbation(kind: kind, seed: Seed(rawValue: 9))
        let error = #expect(throws: ImageError.self) { try perturbation.applied(to: Quarters.image()) }
        #expect(error?.code == nil)
    }
}
