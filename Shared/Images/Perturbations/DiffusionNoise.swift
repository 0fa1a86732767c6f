import Domain

/// Gaussian noise on the tensor a vision tower sees, turned back into pixels.
///
/// x(t) = √ᾱ · x + √(1 − ᾱ) · ε on CLIP's normalised values (PIPELINE §2). The same
/// seed gives the same pixels on every machine (DECISIONS 28).
struct DiffusionNoise {
    let step: Int
    let seed: Seed

    /// CLIP's mean and standard deviation of red, green and blue.
    static let mean = [0.481_454_66, 0.457_827_5, 0.408_210_73]
    static let deviation = [0.268_629_54, 0.261_302_58, 0.275_777_11]

    func applied(to image: PixelImage) -> PixelImage {
        let remaining = NoiseSchedule.remaining(at: step)
        let channels = (0..<3).map {
            Channel(signal: remaining, mean: Self.mean[$0], deviation: Self.deviation[$0])
        }
        let normal = NormalNumbers(seed: seed)
        var noisy = image
        noisy.pixels.withUnsafeMutableBufferPointer { pixels in
            for start in stride(from: 0, to: pixels.count, by: 4) {
                let four = normal.four(at: start / 4)
                for index in start..<min(start + 4, pixels.count) {
                    pixels[index] = channels[index % 3].value(pixels[index], noise: four[index - start])
                }
            }
        }
        return noisy
    }
}

extension DiffusionNoise {
    /// The noise of one colour: p · √ᾱ + fixed + ε · spread, in steps of a pixel's value.
    struct Channel {
        private let scale: Double
        private let offset: Double
        private let spread: Double

        init(signal: Double, mean: Double, deviation: Double) {
            scale = signal.squareRoot()
            offset = 255 * mean * (1 - scale)
            spread = 255 * deviation * (1 - signal).squareRoot()
        }

        func value(_ pixel: UInt8, noise: Double) -> UInt8 {
            let value = Double(pixel) * scale + offset + noise * spread
            return UInt8(min(max(value.rounded(), 0), 255))
        }
    }
}
