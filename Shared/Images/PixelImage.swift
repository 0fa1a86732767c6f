/// An opaque picture as numbers: 8-bit sRGB, rows from the top, red first.
package struct PixelImage: Sendable, Hashable {
    package let width: Int
    package let height: Int
    /// Three bytes a pixel, `width * height * 3` in all.
    package var pixels: [UInt8]

    /// Takes pixels over; there must be exactly three bytes for each.
    package init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(width > 0 && height > 0 && pixels.count == width * height * 3, "pixels do not fit")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// A picture of one colour.
    package init(width: Int, height: Int, red: UInt8, green: UInt8, blue: UInt8) {
        let colour = [red, green, blue]
        self.init(
            width: width, height: height,
            pixels: [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
                count = buffer.count
                for index in buffer.indices { buffer[index] = colour[index % 3] }
            })
    }
}
