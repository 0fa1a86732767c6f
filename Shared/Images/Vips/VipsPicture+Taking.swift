import CVips

extension VipsPicture {
    /// Computes the picture and takes its pixels; it must be 8-bit RGB.
    func pixels() throws(ImageError) -> PixelImage {
        var count = 0
        guard let memory = vips_image_write_to_memory(pointer, &count) else {
            throw VipsLibrary.failure(of: "vips_image_write_to_memory")
        }
        defer { g_free(memory) }
        let bytes = UnsafeRawBufferPointer(start: memory, count: count)
        return PixelImage(width: width, height: height, pixels: [UInt8](bytes))
    }

    /// Calls a libvips function that writes a file into memory of its own.
    func file(
        _ function: String,
        _ save: (Pointer, UnsafeMutablePointer<UnsafeMutableRawPointer?>, UnsafeMutablePointer<Int>) -> Int32
    ) throws(ImageError) -> [UInt8] {
        var memory: UnsafeMutableRawPointer?
        var count = 0
        guard save(pointer, &memory, &count) == 0 else { throw VipsLibrary.failure(of: function) }
        defer { g_free(memory) }
        return [UInt8](UnsafeRawBufferPointer(start: memory, count: count))
    }
}
