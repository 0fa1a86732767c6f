extension Raster {
    /// Each pixel replaced by the mean of the three by three around it.
    func smoothed() -> Raster {
        var smooth = self
        guard width > 2, height > 2 else { return self }
        for y in 1..<height - 1 {
            for x in 1..<width - 1 { smooth[x, y] = mean(around: x, y) }
        }
        return smooth
    }

    private func mean(around x: Int, _ y: Int) -> Colour {
        var red = 0
        var green = 0
        var blue = 0
        for row in y - 1...y + 1 {
            for column in x - 1...x + 1 {
                let pixel = self[column, row]
                red += Int(pixel.red)
                green += Int(pixel.green)
                blue += Int(pixel.blue)
            }
        }
        return Colour(UInt8(red / 9), UInt8(green / 9), UInt8(blue / 9))
    }

    /// The picture at no more than `longest` pixels a side, nearest pixels kept.
    func fitted(to longest: Int) -> Raster {
        let side = max(width, height)
        guard side > longest else { return self }
        let (columns, rows) = (max(width * longest / side, 1), max(height * longest / side, 1))
        var small = Raster(width: columns, height: rows, filledWith: self[0, 0])
        for y in 0..<rows {
            for x in 0..<columns { small[x, y] = self[x * width / columns, y * height / rows] }
        }
        return small
    }
}
