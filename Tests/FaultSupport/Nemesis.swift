import TestSupport

/// Draws what happens next to a cluster, and when; the same seed draws the same.
///
/// Weights are even: what matters is that each meets each other in every order.
package struct Nemesis: Sendable {
    /// One stroke: after a pause, a fault against a victim.
    package struct Stroke: Sendable, Hashable {
        package let pause: Duration
        package let fault: Fault
        /// Of any number of candidates the one at this place, modulo their number.
        package let place: Int
        /// How long a fault that lasts does so.
        package let lasting: Duration
        /// Seconds a clock jumps.
        package let jump: Int
    }

    private let faults: [Fault]
    private var random: SplitMix
    private let pauses: ClosedRange<Int>

    /// `pauses` between two strokes, in milliseconds.
    package init(seed: UInt64, faults: [Fault], pauses: ClosedRange<Int> = 1_000...3_000) {
        random = SplitMix(seed: seed)
        self.faults = faults
        self.pauses = pauses
    }

    package mutating func next() -> Stroke {
        Stroke(
            pause: .milliseconds(Int.random(in: pauses, using: &random)),
            fault: faults.randomElement(using: &random) ?? .kill,
            place: .random(in: 0..<1_000, using: &random),
            lasting: .milliseconds(Int.random(in: 500...3_000, using: &random)),
            jump: .random(in: -3_600...3_600, using: &random))
    }
}
