package import Digests

/// An image as every role and every export sees it; made once, when it comes in.
///
/// A JPEG or PNG, upright, opaque, 8-bit sRGB of three bands, at most 1,003,520
/// pixels (BACKENDS §11).
package struct StoredImage: Sendable, Hashable {
    package let bytes: [UInt8]
    package let type: ImageType
    package let width: Int
    package let height: Int
    package let sha256: SHA256Digest
}

extension StoredImage {
    /// Checks an image and takes it in.
    ///
    /// Decodes fully, so a file that is cut short never gets in. A JPEG or PNG that
    /// needs no change stays byte for byte, everything else becomes a PNG.
    package static func intake(
        _ bytes: [UInt8], limits: ImageLimits = ImageLimits()
    ) throws(ImageError) -> StoredImage {
        let decoded = try DecodedImage(bytes, limits: limits)
        let kept = decoded.isUnchanged ? bytes : try decoded.image.png()
        return StoredImage(
            bytes: kept, type: decoded.isUnchanged ? decoded.type : .png,
            width: decoded.image.width, height: decoded.image.height, sha256: SHA256Digest(of: kept))
    }
}
