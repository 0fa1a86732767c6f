package import Domain

extension Perturbation {
    /// t(V): a stored image with this perturbation, as a PNG of the same sides.
    ///
    /// Never a JPEG, whose own losses would blur the noise (BACKENDS §11).
    package func applied(toImage bytes: [UInt8]) throws(ImageError) -> [UInt8] {
        try applied(to: PixelImage(decoding: bytes)).png(compression: 1)
    }

    /// The same on pixels.
    package func applied(to image: PixelImage) throws(ImageError) -> PixelImage {
        guard isPossible else { throw .impossible(kind) }
        return switch kind {
        case .diffusionNoise(let step): DiffusionNoise(step: step, seed: seed).applied(to: image)
        case .gaussianBlur(let sigma): try GaussianBlur(sigma: sigma).applied(to: image)
        case .scale(let factor): try ScaleDownUp(factor: factor).applied(to: image)
        }
    }

    private var isPossible: Bool {
        switch kind {
        case .diffusionNoise(let step): NoiseSchedule.steps.contains(step)
        case .gaussianBlur(let sigma): sigma > 0 && sigma <= 64
        case .scale(let factor): factor > 0 && factor < 1
        }
    }
}
