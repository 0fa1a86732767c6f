/// What a file says of its image before anything is decoded.
///
/// Read by our own few lines, not by the image libraries: until the limits have
/// passed no decoder sees the file, so a decompression bomb costs nothing.
package struct ImageHeader: Sendable, Hashable {
    package let type: ImageType
    /// As stored, before any EXIF orientation.
    package let width: Int
    package let height: Int
    package let hasSeveralFrames: Bool
    /// Whether the pixels are stored as opaque 8-bit colour in a JPEG or PNG.
    let isPlainColour: Bool

    init(type: ImageType, width: Int, height: Int, severalFrames: Bool = false, plainColour: Bool = false) {
        self.type = type
        self.width = width
        self.height = height
        self.hasSeveralFrames = severalFrames
        self.isPlainColour = plainColour
    }
}

extension ImageHeader {
    /// Reads the header of an image and holds it against the limits.
    package static func inspect(
        _ bytes: [UInt8], limits: ImageLimits = ImageLimits()
    ) throws(ImageError) -> ImageHeader {
        try limits.check(byteCount: bytes.count)
        guard let type = ImageType(of: bytes) else {
            throw .unknownType(firstBytes: Array(bytes.prefix(4)))
        }
        guard let header = read(bytes, as: type) else { throw .damaged(type) }
        guard !header.hasSeveralFrames else { throw .severalFrames(type) }
        try limits.check(width: header.width, height: header.height)
        return header
    }

    private static func read(_ bytes: [UInt8], as type: ImageType) -> ImageHeader? {
        switch type {
        case .jpeg: jpeg(bytes)
        case .png: png(bytes)
        case .webp: webp(bytes)
        case .tiff: tiff(bytes)
        case .gif: gif(bytes)
        }
    }
}
