/// An image's pixels, and whether its file already held just these.
struct DecodedImage {
    let type: ImageType
    let image: PixelImage
    /// Whether any decoder finds these very pixels in the file as it came.
    let isUnchanged: Bool

    /// Decodes in one pass from the top, so a large image is never held whole.
    init(_ bytes: [UInt8], limits: ImageLimits) throws(ImageError) {
        let header = try ImageHeader.inspect(bytes, limits: limits)
        try VipsLibrary.start()
        let decoded = bytes.withUnsafeBytes { buffer in
            Result { () throws(ImageError) in try Self.decode(buffer, header, limits) }
        }
        self = try decoded.get()
    }

    private init(type: ImageType, image: PixelImage, isUnchanged: Bool) {
        self.type = type
        self.image = image
        self.isUnchanged = isUnchanged
    }

    private static func decode(
        _ bytes: UnsafeRawBufferPointer, _ header: ImageHeader, _ limits: ImageLimits
    ) throws(ImageError) -> DecodedImage {
        let type = header.type
        do throws(ImageError) {
            let loaded = try VipsPicture(loading: bytes, as: type)
            try check(loaded, type, limits)
            let scaled = limits.stored(width: loaded.width, height: loaded.height)
            let isTurned = loaded.orientation > 1
            let isUnchanged =
                header.isPlainColour && scaled == nil && !isTurned && !loaded.hasForeignProfile
            let colour = try loaded.normalised()
            guard colour.bands == 3 else { throw ImageError.damaged(type) }
            let small =
                if let scaled { try colour.resized(width: scaled.width, height: scaled.height) } else {
                    colour
                }
            let upright = isTurned ? try small.upright() : small
            return DecodedImage(type: type, image: try upright.pixels(), isUnchanged: isUnchanged)
        } catch .libraryFailed {
            throw .damaged(type)
        }
    }

    /// A second look, at what the decoder found: it may read a header otherwise than we do.
    private static func check(
        _ loaded: borrowing VipsPicture, _ type: ImageType, _ limits: ImageLimits
    ) throws(ImageError) {
        try limits.check(width: loaded.width, height: loaded.height)
        let mostBands = 5
        let mostBytesPerPixel = 8
        guard loaded.bands <= mostBands, loaded.bytesPerPixel <= mostBytesPerPixel else {
            throw .damaged(type)
        }
    }
}
