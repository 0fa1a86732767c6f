/// Pixels of three bytes each, row by row: what is drawn and what is seen.
struct Raster: Sendable, Hashable {
    let width: Int
    let height: Int
    /// Red, green, blue of every pixel; `width * height * 3` bytes.
    private(set) var bytes: [UInt8]

    /// A picture of one colour.
    init(width: Int, height: Int, filledWith colour: Colour) {
        self.width = width
        self.height = height
        bytes = (0..<width * height).flatMap { _ in [colour.red, colour.green, colour.blue] }
    }

    /// A picture of given bytes, nil if their number is wrong.
    init?(width: Int, height: Int, bytes: [UInt8]) {
        guard width > 0, height > 0, bytes.count == width * height * 3 else { return nil }
        self.width = width
        self.height = height
        self.bytes = bytes
    }

    /// The pixel at a place inside the picture.
    subscript(x: Int, y: Int) -> Colour {
        get {
            let start = (y * width + x) * 3
            return Colour(bytes[start], bytes[start + 1], bytes[start + 2])
        }
        set {
            let start = (y * width + x) * 3
            bytes[start] = newValue.red
            bytes[start + 1] = newValue.green
            bytes[start + 2] = newValue.blue
        }
    }
}
