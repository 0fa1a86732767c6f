import Domain

/// Numbers of the standard normal distribution, each known by its index.
///
/// Box and Muller's way, with a logarithm and a cosine of our own: the C library's
/// differ in the last bit between versions and processors, while +, −, ×, ÷ and
/// the square root are exact by IEEE 754. Same seed, same numbers, any machine.
struct NormalNumbers: Sendable {
    private let generator: Philox

    init(seed: Seed) {
        generator = Philox(key: [seed.rawValue, 0])
    }

    /// The numbers 4 × `index` … 4 × `index` + 3.
    func four(at index: Int) -> SIMD4<Double> {
        let index = UInt64(index)
        let counter = Philox.Block(
            UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32), 0, 0)
        let bits = generator.block(counter)
        let (first, second) = (Self.pair(bits[0], bits[1]), Self.pair(bits[2], bits[3]))
        return SIMD4(lowHalf: first, highHalf: second)
    }

    private static func pair(_ radius: UInt32, _ angle: UInt32) -> SIMD2<Double> {
        let uniform = (Double(radius) + 1) / 4_294_967_296
        return direction(angle) * (-2 * logarithm(uniform)).squareRoot()
    }

    /// Natural logarithm for 0 < x ≤ 1: ln(m · 2ᵉ) = 2 artanh((m − 1) / (m + 1)) + e ln 2.
    static func logarithm(_ x: Double) -> Double {
        let high = x.significand > 1.414_213_562_373_095_1
        let mantissa = high ? x.significand / 2 : x.significand
        let exponent = Double(x.exponent) + (high ? 1 : 0)
        let s = (mantissa - 1) / (mantissa + 1)
        return 2 * s * polynomial(artanh, s * s) + exponent * 0.693_147_180_559_945_3
    }

    /// Cosine and sine of `turn` / 2³² of a full turn, folded to at most an eighth.
    static func direction(_ turn: UInt32) -> SIMD2<Double> {
        let eighth: UInt32 = 1 << 29
        let quarter = (turn &+ eighth) >> 30
        let rest = Int32(bitPattern: turn &- quarter << 30)
        let x = Double(rest) * 1.462_918_079_267_159_6e-9  // 2π / 2³²
        let cosine = polynomial(Self.cosine, x * x)
        let sine = x * polynomial(Self.sine, x * x)
        return switch quarter {
        case 0: [cosine, sine]
        case 1: [-sine, cosine]
        case 2: [-cosine, -sine]
        default: [sine, -cosine]
        }
    }

    /// Taylor's coefficients, of the highest power first.
    private static let artanh = (0...10).reversed().map { 1 / Double(2 * $0 + 1) }
    private static let cosine = alternating(first: 0)
    private static let sine = alternating(first: 1)

    /// (−1)ⁿ / (2n + first)! for n = 8 … 0.
    private static func alternating(first: Int) -> [Double] {
        (0...8).reversed().map { n in
            (0..<2 * n + first).reduce(n % 2 == 0 ? 1 : -1) { $0 / Double($1 + 1) }
        }
    }

    private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
        var sum = 0.0
        for coefficient in coefficients { sum = sum * x + coefficient }
        return sum
    }
}
