import Domain
import Foundation
import Testing

@testable import Images

@Suite struct GaussianBlurTests {
    @Test(arguments: [(1.0, 8), (1, 16), (2, 16), (4, 32), (8, 56), (8, 112)])
    func `a wave loses what theory says`(sigma: Double, period: Int) throws {
        let waves = Waves(width: 448, height: 64, period: period)
        let blurred = try GaussianBlur(sigma: sigma).applied(to: waves.image)
        let expected = exp(-2 * pow(.pi * sigma / Double(period), 2))
        #expect(abs(waves.left(in: blurred) - expected) < 0.02)
    }

    @Test func `sigma grows and shrinks with the longer side`() {
        let blur = GaussianBlur(sigma: 4)
        #expect(blur.sigma(for: PixelImage(width: 448, height: 100, red: 0, green: 0, blue: 0)) == 4)
        #expect(blur.sigma(for: PixelImage(width: 100, height: 896, red: 0, green: 0, blue: 0)) == 8)
        #expect(blur.sigma(for: PixelImage(width: 112, height: 28, red: 0, green: 0, blue: 0)) == 1)
    }

    @Test func `a flat picture and the sides stay`() throws {
        let flat = PixelImage(width: 61, height: 47, red: 12, green: 130, blue: 250)
        for sigma in [0.1, 1, 8, 64] {
            #expect(try GaussianBlur(sigma: sigma).applied(to: flat) == flat)
        }
    }

    @Test func `the seed does not matter`() throws {
        let one = Perturbation(kind: .gaussianBlur(sigma: 3), seed: Seed(rawValue: 1))
        let two = Perturbation(kind: .gaussianBlur(sigma: 3), seed: Seed(rawValue: 2))
        #expect(try one.applied(to: Quarters.image()) == two.applied(to: Quarters.image()))
    }
}
