import Images

extension PixelImage {
    /// A picture of one colour.
    init(width: Int, height: Int, filledWith colour: Colour) {
        self.init(width: width, height: height, red: colour.red, green: colour.green, blue: colour.blue)
    }

    /// The pixel at a place inside the picture.
    subscript(x: Int, y: Int) -> Colour {
        get {
            let start = (y * width + x) * 3
            return Colour(pixels[start], pixels[start + 1], pixels[start + 2])
        }
        set {
            let start = (y * width + x) * 3
            pixels[start] = newValue.red
            pixels[start + 1] = newValue.green
            pixels[start + 2] = newValue.blue
        }
    }
}
