/// VCD's diffusion schedule: how much of an image is left at each of 1000 steps.
///
/// β(t) = sigmoid(−6 + 12 t / 999) · (0.005 − 10⁻⁵) + 10⁻⁵, ᾱ(t) = ∏ (1 − β(s)) for
/// s ≤ t (PIPELINE §2; Visual Contrastive Decoding, arXiv 2311.16922).
enum NoiseSchedule {
    static let steps = 0..<1000

    /// ᾱ: the share of the image's variance that is left after `step`.
    static func remaining(at step: Int) -> Double {
        var power = 0.002_478_752_176_666_358_5  // e⁻⁶
        var remaining = 1.0
        for _ in 0...step {
            let beta = power / (1 + power) * (0.005 - 1e-5) + 1e-5
            remaining *= 1 - beta
            power *= 1.012_084_445_963_584  // e^(12 / 999)
        }
        return remaining
    }
}
