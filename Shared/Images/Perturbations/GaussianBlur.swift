/// A blur that takes as much from a large image as from a small one.
struct GaussianBlur {
    /// The side that `sigma` is given for (PIPELINE §2).
    static let referenceSide = 448

    let sigma: Double

    /// In pixels of this image.
    func sigma(for image: PixelImage) -> Double {
        sigma * Double(max(image.width, image.height)) / Double(Self.referenceSide)
    }

    func applied(to image: PixelImage) throws(ImageError) -> PixelImage {
        let tail = 0.01
        return try image.withPicture { (picture) throws(ImageError) in
            try picture.blurred(sigma: sigma(for: image), least: tail).asBytes().pixels()
        }
    }
}
