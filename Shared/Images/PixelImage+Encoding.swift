import CVips

extension PixelImage {
    /// Writes a PNG; compression 0…9, where 1 is fast and 6 the usual.
    ///
    /// Above 1 it also filters rows, which photographs need and drawings do not.
    package func png(compression: Int = 6) throws(ImageError) -> [UInt8] {
        let level = Int32(min(max(compression, 0), 9))
        return try withPicture { (picture) throws(ImageError) in
            try picture.file("vips_pngsave_buffer") { shim_png($0, $1, $2, level, level > 1 ? 1 : 0) }
        }
    }

    /// Writes a JPEG; quality 1…100.
    package func jpeg(quality: Int = 90) throws(ImageError) -> [UInt8] {
        let quality = Int32(min(max(quality, 1), 100))
        return try withPicture { (picture) throws(ImageError) in
            try picture.file("vips_jpegsave_buffer") { shim_jpeg($0, $1, $2, quality) }
        }
    }

    /// Lends the pixels to libvips for as long as `body` runs.
    func withPicture<Product>(
        _ body: (borrowing VipsPicture) throws(ImageError) -> Product
    ) throws(ImageError) -> Product {
        try VipsLibrary.start()
        let product = pixels.withUnsafeBytes { buffer in
            Result { () throws(ImageError) in
                try body(VipsPicture(showing: buffer, width: width, height: height))
            }
        }
        return try product.get()
    }
}
