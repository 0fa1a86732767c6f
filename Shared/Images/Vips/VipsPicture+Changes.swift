import CVips

extension VipsPicture {
    /// Whether it says that its colours are not sRGB's.
    ///
    /// An sRGB profile is known by its name: there are dozens of them, all alike.
    var hasForeignProfile: Bool {
        guard let profile else { return false }
        let ascii = Array("sRGB".utf8)
        let wide = ascii.flatMap { [UInt8(0), $0] }
        return !profile.contains(ascii) && !profile.contains(wide)
    }

    /// Opaque 8-bit sRGB, whatever it was.
    consuming func normalised() throws(ImageError) -> VipsPicture {
        let colour = hasForeignProfile ? try profileApplied() : try srgb()
        let opaque = colour.hasAlpha ? try colour.flattenedOnWhite() : colour
        return opaque.isEightBit ? opaque : try opaque.asBytes()
    }

    /// Scaled to exactly these sides.
    func resized(width: Int, height: Int) throws(ImageError) -> VipsPicture {
        let (across, down) = (Double(width) / Double(self.width), Double(height) / Double(self.height))
        let pointer = pointer
        return try VipsPicture("vips_resize") { shim_resize(pointer, $0, across, down) }
    }

    /// Turned and mirrored as EXIF says; decodes, as one pass from the top cannot turn.
    func upright() throws(ImageError) -> VipsPicture {
        let pointer = pointer
        let memory = try VipsPicture("vips_image_copy_memory") { out in
            out.pointee = vips_image_copy_memory(pointer)
            return out.pointee == nil ? -1 : 0
        }
        let decoded = memory.pointer
        return try VipsPicture("vips_autorot") { shim_upright(decoded, $0) }
    }

    /// Convolved with a Gaussian, whose tails are cut at `least` of its peak.
    func blurred(sigma: Double, least: Double) throws(ImageError) -> VipsPicture {
        let pointer = pointer
        return try VipsPicture("vips_gaussblur") { shim_blur(pointer, $0, sigma, least) }
    }

    private func profileApplied() throws(ImageError) -> VipsPicture {
        let pointer = pointer
        let fallback = isCMYK ? "cmyk" : "srgb"
        let converted = try VipsPicture("vips_icc_transform") {
            shim_apply_profile(pointer, $0, fallback)
        }
        return try converted.srgb()
    }

    private func srgb() throws(ImageError) -> VipsPicture {
        let pointer = pointer
        return try VipsPicture("vips_colourspace") { shim_srgb(pointer, $0) }
    }

    private func flattenedOnWhite() throws(ImageError) -> VipsPicture {
        let pointer = pointer
        return try VipsPicture("vips_flatten") { shim_flatten_on_white(pointer, $0) }
    }

    func asBytes() throws(ImageError) -> VipsPicture {
        let pointer = pointer
        return try VipsPicture("vips_cast") { shim_to_bytes(pointer, $0) }
    }
}
