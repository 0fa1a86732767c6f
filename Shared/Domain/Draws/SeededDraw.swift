/// Uniform draws from a seed, the same on every machine and in every version.
///
/// SplitMix64 with mappings of our own: the standard library promises no fixed
/// values of `random(in:using:)` from one release to the next.
package struct SeededDraw: Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func bits() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    /// A whole number of the range; the bias is below 2⁻³² for ranges of ours.
    package mutating func integer(in range: ClosedRange<Int>) -> Int {
        let width = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int(bits().multipliedFullWidth(by: width).high)
    }

    /// A number of the range, of 2⁵³ evenly spaced ones.
    package mutating func number(in range: ClosedRange<Double>) -> Double {
        let unit = Double(bits() >> 11) * 0x1p-53
        return range.lowerBound + (range.upperBound - range.lowerBound) * unit
    }
}
