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
        let square = s * s
        var sum = 0.0
        for denominator in stride(from: 21.0, through: 1, by: -2) { sum = sum * square + 1 / denominator }
        return 2 * s * sum + exponent * 0.693_147_180_559_945_3
    }

    /// Cosine and sine of `turn` / 2³² of a full turn.
    static func direction(_ turn: UInt32) -> SIMD2<Double> {
        let eighth: UInt32 = 1 << 29
        let quarter = (turn &+ eighth) >> 30
        let rest = Int32(bitPattern: turn &- quarter << 30)
        let x = Double(rest) * 1.462_918_079_267_159_6e-9
        let square = x * x
        let cosine = series(square, from: 1)
        let sine = x * series(square, from: 2)
        return switch quarter {
        case 0: [cosine, sine]
        case 1: [-sine, cosine]
        case 2: [-cosine, -sine]
        default: [sine, -cosine]
        }
    }

    /// 1 − q/(n(n+1)) · (1 − q/((n+2)(n+3)) · (…)): Taylor's series of both, for |x| ≤ π/4.
    private static func series(_ square: Double, from first: Double) -> Double {
        var sum = 1.0
        for n in stride(from: first + 16, through: first, by: -2) { sum = 1 - square / (n * (n + 1)) * sum }
        return sum
    }
}
