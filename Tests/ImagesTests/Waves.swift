import Foundation

@testable import Images

/// A grey picture of one vertical wave, to see how much a filter leaves of it.
struct Waves {
    let width: Int
    let height: Int
    /// Pixels from crest to crest; must divide the width.
    let period: Int

    static let amplitude = 100.0

    var image: PixelImage {
        let row = (0..<width).flatMap { x in
            let value = 128 + Self.amplitude * cos(2 * .pi * Double(x) / Double(period))
            return [UInt8](repeating: UInt8(value.rounded()), count: 3)
        }
        return PixelImage(
            width: width, height: height, pixels: Array(repeatElement(row, count: height).joined()))
    }

    /// The share of the wave's amplitude that is left in the middle of a picture.
    func left(in image: PixelImage) -> Double {
        let periods = width / period / 2
        let start = (width - periods * period) / 2
        var (real, imaginary) = (0.0, 0.0)
        for x in start..<start + periods * period {
            let angle = 2 * Double.pi * Double(x) / Double(period)
            let value = Double(image.colour(x: x, y: height / 2)[1])
            real += value * cos(angle)
            imaginary += value * sin(angle)
        }
        let count = Double(periods * period)
        return 2 * (real * real + imaginary * imaginary).squareRoot() / count / Self.amplitude
    }
}
