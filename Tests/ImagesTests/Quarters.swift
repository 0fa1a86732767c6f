@testable import Images

/// A picture whose quarters tell how it was turned: red, green above blue, yellow.
enum Quarters {
    static let red: [UInt8] = [255, 0, 0]
    static let green: [UInt8] = [0, 255, 0]
    static let blue: [UInt8] = [0, 0, 255]
    static let yellow: [UInt8] = [255, 255, 0]

    static func image(width: Int = 64, height: Int = 48) -> PixelImage {
        var pixels: [UInt8] = []
        for y in 0..<height {
            let (left, right) = y < height / 2 ? (red, green) : (blue, yellow)
            for x in 0..<width { pixels += x < width / 2 ? left : right }
        }
        return PixelImage(width: width, height: height, pixels: pixels)
    }

    /// The colours seen in the middle of each quarter, row by row.
    static func seen(in image: PixelImage) -> [[UInt8]] {
        [(1, 1), (3, 1), (1, 3), (3, 3)].map {
            image.colour(x: image.width * $0 / 4, y: image.height * $1 / 4)
        }
    }

    /// The named quarters, for images that lost a little to compression.
    static func names(in image: PixelImage) -> String {
        let named = [(red, "r"), (green, "g"), (blue, "b"), (yellow, "y")]
        return seen(in: image).map { seen in
            named.min { distance($0.0, seen) < distance($1.0, seen) }?.1 ?? "?"
        }.joined()
    }

    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        zip(left, right).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    }
}

extension PixelImage {
    func colour(x: Int, y: Int) -> [UInt8] {
        let start = (y * width + x) * 3
        return Array(pixels[start..<start + 3])
    }
}
