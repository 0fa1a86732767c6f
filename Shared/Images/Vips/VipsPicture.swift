import CVips

/// One libvips image: a recipe for pixels, computed only when they are taken.
///
/// Owns one reference. Every image derived from it holds its own, so a chain may
/// drop its earlier links; the bytes it was loaded from must outlive them all.
struct VipsPicture: ~Copyable {
    typealias Pointer = UnsafeMutablePointer<VipsImage>

    let pointer: Pointer

    /// Calls a libvips function that makes an image.
    init(
        _ function: String, _ make: (UnsafeMutablePointer<Pointer?>) -> Int32
    ) throws(ImageError) {
        var made: Pointer?
        guard make(&made) == 0, let made else { throw VipsLibrary.failure(of: function) }
        pointer = made
    }

    deinit { g_object_unref(pointer) }

    var width: Int { Int(vips_image_get_width(pointer)) }
    var height: Int { Int(vips_image_get_height(pointer)) }
    var bands: Int { Int(vips_image_get_bands(pointer)) }
    var bytesPerPixel: Int { Int(pointer.pointee.Bands) * Int(vips_format_sizeof(pointer.pointee.BandFmt)) }
    var hasAlpha: Bool { vips_image_hasalpha(pointer) != 0 }
    var isEightBit: Bool { vips_image_get_format(pointer) == VIPS_FORMAT_UCHAR }
    var isCMYK: Bool { vips_image_get_interpretation(pointer) == VIPS_INTERPRETATION_CMYK }
    /// EXIF's 1…8; 1 is upright.
    var orientation: Int { Int(vips_image_get_orientation(pointer)) }

    /// The embedded colour profile; nil where there is none.
    var profile: [UInt8]? {
        var bytes: UnsafeRawPointer?
        var count = 0
        guard vips_image_get_typeof(pointer, VIPS_META_ICC_NAME) != 0,
            vips_image_get_blob(pointer, VIPS_META_ICC_NAME, &bytes, &count) == 0
        else { return nil }
        return [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
    }
}
