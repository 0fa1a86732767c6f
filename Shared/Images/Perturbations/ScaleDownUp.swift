/// Scaling down and up again: fine detail is lost, the sides stay.
struct ScaleDownUp {
    let factor: Double

    /// The sides in between, at least one pixel.
    func small(_ image: PixelImage) -> (width: Int, height: Int) {
        (shrunk(image.width), shrunk(image.height))
    }

    func applied(to image: PixelImage) throws(ImageError) -> PixelImage {
        let (width, height) = small(image)
        return try image.withPicture { (picture) throws(ImageError) in
            let down = try picture.resized(width: width, height: height).pixels()
            return try down.withPicture { (small) throws(ImageError) in
                try small.resized(width: image.width, height: image.height).pixels()
            }
        }
    }

    private func shrunk(_ side: Int) -> Int { max(1, Int((Double(side) * factor).rounded())) }
}
