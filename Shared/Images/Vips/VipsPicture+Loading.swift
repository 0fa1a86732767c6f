import CVips

extension VipsPicture {
    /// Opens a file in memory by the loader of its type; decodes nothing yet.
    init(loading bytes: UnsafeRawBufferPointer, as type: ImageType) throws(ImageError) {
        let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
        try self.init("load \(type)") { out in
            switch type {
            case .jpeg: shim_jpegload_buffer(start, bytes.count, out)
            case .png: shim_pngload_buffer(start, bytes.count, out)
            case .webp: shim_webpload_buffer(start, bytes.count, out)
            case .tiff: shim_tiffload_buffer(start, bytes.count, out)
            case .gif: shim_gifload_buffer(start, bytes.count, out)
            }
        }
    }

    /// Shows pixels as an image; they must outlive it and all that comes of it.
    init(showing pixels: UnsafeRawBufferPointer, width: Int, height: Int) throws(ImageError) {
        let memory = try VipsPicture("vips_image_new_from_memory") { out in
            out.pointee = vips_image_new_from_memory(
                pixels.baseAddress, pixels.count, Int32(width), Int32(height), 3, VIPS_FORMAT_UCHAR)
            return out.pointee == nil ? -1 : 0
        }
        let pointer = memory.pointer
        try self.init("vips_copy") { shim_label_srgb(pointer, $0) }
    }
}
