extension PixelImage {
    /// Decodes an image fully: upright, opaque, sRGB, and never above the limits.
    ///
    /// Costs up to a second of one processor at 64 megapixels; runs where it is
    /// called, so call it on a thread that may block.
    package init(decoding bytes: [UInt8], limits: ImageLimits = ImageLimits()) throws(ImageError) {
        self = try DecodedImage(bytes, limits: limits).image
    }
}
