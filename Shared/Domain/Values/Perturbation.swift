/// One change made to an image before a contrastive response is generated: t(V).
///
/// Drawn from the job's set; the same perturbation of the same image gives the
/// same pixels, which is why the seed belongs to it (PIPELINE.md §2).
package struct Perturbation: Sendable, Hashable {
    /// What is done to the image.
    package enum Kind: Sendable, Hashable {
        /// Noise of the diffusion schedule at `step`, 0…999 (VCD's schedule of 1000 steps).
        case diffusionNoise(step: Int)
        /// Gaussian blur; `sigma` in pixels of an image whose longer side is 448 px.
        case gaussianBlur(sigma: Double)
        /// Scaled down by `factor`, 0 < factor < 1, and up again to its own size.
        case scale(factor: Double)
    }

    package let kind: Kind
    /// Where the perturbation's own randomness starts; only noise uses it.
    package let seed: Seed

    package init(kind: Kind, seed: Seed) {
        self.kind = kind
        self.seed = seed
    }
}
