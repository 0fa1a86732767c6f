import Images

/// Cuts a picture into ground and connected pieces of foreground.
struct Segmentation: Sendable {
    /// Squared distance from the ground above which a pixel is foreground.
    private static let threshold = 60 * 60
    /// Ground that varies more than this, per channel, is smoothed first.
    private static let quietGround = 10.0

    let raster: PixelImage
    let ground: Colour
    let segments: [Segment]

    init(of picture: PixelImage) {
        let border = Border(of: picture)
        raster = border.deviation > Self.quietGround ? picture.smoothed() : picture
        ground = border.middle
        segments = Self.segments(of: raster, ground: border.middle)
    }

    /// Eight-connected pieces, found by flooding.
    private static func segments(of raster: PixelImage, ground: Colour) -> [Segment] {
        var open = raster.foreground(on: ground, threshold: threshold)
        var segments: [Segment] = []
        for start in open.indices where open[start] {
            segments.append(flood(from: start, in: &open, width: raster.width, height: raster.height))
        }
        return segments
    }

    private static func flood(from start: Int, in open: inout [Bool], width: Int, height: Int) -> Segment {
        var segment = Segment()
        var stack = [start]
        open[start] = false
        while let pixel = stack.popLast() {
            segment.add(pixel, rowLength: width)
            let (y, x) = pixel.quotientAndRemainder(dividingBy: width)
            for row in max(y - 1, 0)...min(y + 1, height - 1) {
                for column in max(x - 1, 0)...min(x + 1, width - 1) where open[row * width + column] {
                    open[row * width + column] = false
                    stack.append(row * width + column)
                }
            }
        }
        return segment
    }
}

extension PixelImage {
    fileprivate func foreground(on ground: Colour, threshold: Int) -> [Bool] {
        let (red, green, blue) = (Int(ground.red), Int(ground.green), Int(ground.blue))
        var mask = [Bool](repeating: false, count: width * height)
        pixels.withUnsafeBufferPointer { bytes in
            var start = 0
            for pixel in mask.indices {
                let (r, g, b) = (
                    Int(bytes[start]) - red, Int(bytes[start + 1]) - green, Int(bytes[start + 2]) - blue
                )
                mask[pixel] = r * r + g * g + b * b > threshold
                start += 3
            }
        }
        return mask
    }
}
