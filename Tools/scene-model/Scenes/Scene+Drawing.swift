import Images

extension Scene {
    /// The dark colour words are printed in; no object has it.
    static let ink = Colour(25, 25, 30)

    /// The scene as pixels.
    func drawn() -> PixelImage {
        var raster = PixelImage(width: width, height: height, filledWith: ground.colour)
        for object in objects { object.draw(on: &raster) }
        if let word { word.draw(on: &raster) }
        return raster
    }
}

extension Scene.Object {
    func draw(on raster: inout PixelImage) {
        let radius = Double(diameter) / 2
        for row in 0..<diameter {
            for column in 0..<diameter {
                let across = (Double(column) + 0.5) / radius - 1
                let down = (Double(row) + 0.5) / radius - 1
                if look.shape.contains(across, down) { raster[x + column, y + row] = look.hue.colour }
            }
        }
    }
}

extension Scene.PrintedWord {
    func draw(on raster: inout PixelImage) {
        for (place, letter) in text.enumerated() {
            guard let glyph = Font.glyphs[letter] else { continue }
            let start = x + place * Font.advance
            for row in 0..<Font.height {
                for column in 0..<Font.width where glyph[column, row] {
                    Font.dot(x: start + column * Font.scale, y: y + row * Font.scale, on: &raster)
                }
            }
        }
    }
}

extension Font {
    fileprivate static func dot(x: Int, y: Int, on raster: inout PixelImage) {
        for row in y..<y + scale { for column in x..<x + scale { raster[column, row] = Scene.ink } }
    }
}
