import Foundation

@testable import scene_model

/// Perturbations for tests below the Images module, in the strength of the defaults.
extension Raster {
    /// Noise of the diffusion schedule (PIPELINE §2).
    func noised(step: Int, seed: UInt64) -> Raster {
        let kept = (0...step).reduce(1.0) { product, index in
            let place = -6 + 12 * Double(index) / 999
            return product * (1 - (0.005 - 1e-5) / (1 + exp(-place)) - 1e-5)
        }
        var random = SeededGenerator(seed: seed)
        let noisy = bytes.map { byte in
            let radius = (-2 * log(max(random.unit(), 1e-12))).squareRoot()
            let normal = radius * cos(2 * .pi * random.unit())
            let level = 116 + kept.squareRoot() * (Double(byte) - 116) + (1 - kept).squareRoot() * 69 * normal
            return UInt8(max(0, min(255, level.rounded())))
        }
        return Raster(width: width, height: height, bytes: noisy) ?? self
    }

    /// Gaussian blur, sigma for a longer side of 448 px.
    func blurred(sigma: Double) -> Raster {
        let own = sigma * Double(max(width, height)) / 448
        let reach = Int((3 * own).rounded(.up))
        let kernel = (-reach...reach).map { exp(-Double($0 * $0) / (2 * own * own)) }
        return convolved(kernel, alongRows: true).convolved(kernel, alongRows: false)
    }

    private func convolved(_ kernel: [Double], alongRows: Bool) -> Raster {
        var result = self
        let reach = kernel.count / 2
        for y in 0..<height {
            for x in 0..<width {
                let near = (-reach...reach).map { offset in
                    alongRows
                        ? self[min(max(x + offset, 0), width - 1), y]
                        : self[x, min(max(y + offset, 0), height - 1)]
                }
                result[x, y] = Self.mean(of: near, weights: kernel)
            }
        }
        return result
    }

    /// Scaled down by averaging and up again by bilinear interpolation.
    func rescaled(factor: Double) -> Raster {
        let columns = max(Int(Double(width) * factor), 1)
        let rows = max(Int(Double(height) * factor), 1)
        var small = Raster(width: columns, height: rows, filledWith: self[0, 0])
        for y in 0..<rows {
            for x in 0..<columns { small[x, y] = mean(column: x, of: columns, row: y, of: rows) }
        }
        return small.stretched(to: width, height)
    }

    private func mean(column: Int, of columns: Int, row: Int, of rows: Int) -> Colour {
        let xs = column * width / columns..<max((column + 1) * width / columns, column * width / columns + 1)
        let ys = row * height / rows..<max((row + 1) * height / rows, row * height / rows + 1)
        let pixels = ys.flatMap { y in xs.map { self[$0, y] } }
        return Self.mean(of: pixels, weights: [Double](repeating: 1, count: pixels.count))
    }

    private func stretched(to wide: Int, _ high: Int) -> Raster {
        var large = Raster(width: wide, height: high, filledWith: self[0, 0])
        for y in 0..<high {
            for x in 0..<wide {
                let across = max(0, min((Double(x) + 0.5) * Double(width) / Double(wide) - 0.5, Double(width - 1)))
                let down = max(0, min((Double(y) + 0.5) * Double(height) / Double(high) - 0.5, Double(height - 1)))
                let (left, top) = (Int(across), Int(down))
                let (right, bottom) = (min(left + 1, width - 1), min(top + 1, height - 1))
                let (u, v) = (across - Double(left), down - Double(top))
                large[x, y] = Self.mean(
                    of: [self[left, top], self[right, top], self[left, bottom], self[right, bottom]],
                    weights: [(1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v])
            }
        }
        return large
    }

    private static func mean(of pixels: [Colour], weights: [Double]) -> Colour {
        let total = weights.reduce(0, +)
        func channel(_ path: KeyPath<Colour, UInt8>) -> UInt8 {
            UInt8(zip(pixels, weights).reduce(0) { $0 + Double($1.0[keyPath: path]) * $1.1 } / total)
        }
        return Colour(channel(\.red), channel(\.green), channel(\.blue))
    }

    /// One of the default perturbation set, drawn by a seed.
    func perturbed(seed: UInt64) -> Raster {
        var random = SeededGenerator(seed: SeededGenerator.mix(seed))
        return switch random.index(below: 3) {
        case 0: noised(step: 500, seed: seed)
        case 1: blurred(sigma: 1 + 7 * random.unit())
        default: rescaled(factor: 0.1 + 0.4 * random.unit())
        }
    }
}
