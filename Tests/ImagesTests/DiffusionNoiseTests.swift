import Digests
import Domain
import Testing

@testable import Images

@Suite struct DiffusionNoiseTests {
    /// From a double-precision run of the formula in PIPELINE §2.
    @Test(arguments: [
        (0, 0.9999776616104484), (100, 0.9965887606610068), (300, 0.9623293721781833),
        (500, 0.7447985260430766), (700, 0.3512664202026591), (900, 0.13314316195394763),
        (999, 0.0812491943039999),
    ])
    func `what is left of the image follows the schedule`(step: Int, remaining: Double) {
        #expect(abs(NoiseSchedule.remaining(at: step) / remaining - 1) < 1e-12)
    }

    @Test(arguments: [100, 300, 500])
    func `the noise is as wide as the schedule says`(step: Int) {
        let image = flat(128)
        let noisy = DiffusionNoise(step: step, seed: Seed(rawValue: 11)).applied(to: image)
        let lost = 1 - NoiseSchedule.remaining(at: step)
        for channel in 0..<3 {
            let expected = 255 * DiffusionNoise.deviation[channel] * lost.squareRoot()
            let rounding = 1.0 / 12
            let spread = statistics(noisy, channel).deviation
            #expect(abs(spread / (expected * expected + rounding).squareRoot() - 1) < 0.03)
        }
    }

    @Test(arguments: [100, 300, 500])
    func `contrast shrinks as the schedule says, about CLIP's mean`(step: Int) {
        let noise = DiffusionNoise(step: step, seed: Seed(rawValue: 3))
        let dark = noise.applied(to: flat(100))
        let light = noise.applied(to: flat(150))
        let left = NoiseSchedule.remaining(at: step).squareRoot()
        for channel in 0..<3 {
            let (low, high) = (statistics(dark, channel).mean, statistics(light, channel).mean)
            #expect(abs((high - low) / (50 * left) - 1) < 0.02)
            let mean = 255 * DiffusionNoise.mean[channel]
            #expect(abs(low - (mean + (100 - mean) * left)) < 4)
        }
    }

    @Test func `at the last step little of the picture is left`() {
        let noisy = DiffusionNoise(step: 999, seed: Seed(rawValue: 5)).applied(to: flat(128))
        #expect(noisy.pixels.contains(0) && noisy.pixels.contains(255))
    }

    /// As an independent program in another language, with its own logarithm and cosine,
    /// computed it from the formula. If it fails the pixels of earlier runs cannot be made again.
    @Test func `the same seed gives the same pixels on any machine`() {
        let noise = DiffusionNoise(step: 500, seed: Seed(rawValue: 20_250_320))
        let digest = SHA256Digest(of: noise.applied(to: Quarters.image()).pixels)
        #expect(digest.hex == "4f18750c3bcf158288c7a3d6b330789e3a3a72242d2d72a1f0dac8a78500a935")
    }

    @Test func `through a file the pixels are the same, another seed gives others`() throws {
        let file = try Quarters.image().png()
        let step = Perturbation.Kind.diffusionNoise(step: 500)
        let one = Perturbation(kind: step, seed: Seed(rawValue: 1))
        let two = Perturbation(kind: step, seed: Seed(rawValue: 2))
        let first = try PixelImage(decoding: one.applied(toImage: file))
        #expect(try first == one.applied(to: Quarters.image()))
        #expect(try first != PixelImage(decoding: two.applied(toImage: file)))
    }

    private func flat(_ value: UInt8) -> PixelImage {
        PixelImage(width: 96, height: 80, red: value, green: value, blue: value)
    }

    private func statistics(_ image: PixelImage, _ channel: Int) -> (mean: Double, deviation: Double) {
        let values = stride(from: channel, to: image.pixels.count, by: 3).map { Double(image.pixels[$0]) }
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        return (mean, variance.squareRoot())
    }
}
