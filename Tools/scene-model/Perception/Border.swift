import Images

/// The outermost pixels of a picture: what its ground looks like.
struct Border: Sendable {
    /// The median of each channel.
    let middle: Colour
    /// How far pixels lie from the median on average, over the channels.
    let deviation: Double

    init(of raster: PixelImage) {
        let pixels = Self.pixels(of: raster)
        let middle = Colour(
            Self.median(pixels.map(\.red)), Self.median(pixels.map(\.green)),
            Self.median(pixels.map(\.blue)))
        self.middle = middle
        let squares = pixels.reduce(0) { $0 + $1.squaredDistance(to: middle) }
        deviation = (Double(squares) / Double(3 * pixels.count)).squareRoot()
    }

    private static func pixels(of raster: PixelImage) -> [Colour] {
        let rows = (0..<raster.width).flatMap { [raster[$0, 0], raster[$0, raster.height - 1]] }
        let columns = (0..<raster.height).flatMap { [raster[0, $0], raster[raster.width - 1, $0]] }
        return rows + columns
    }

    private static func median(_ values: [UInt8]) -> UInt8 { values.sorted()[values.count / 2] }
}
