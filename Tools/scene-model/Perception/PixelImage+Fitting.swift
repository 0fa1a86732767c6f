import Images

extension PixelImage {
    /// Each pixel replaced by the mean of the three by three around it; the rim stays.
    func smoothed() -> PixelImage {
        guard width > 2, height > 2 else { return self }
        let row = width * 3
        var smooth = pixels
        pixels.withUnsafeBufferPointer { old in
            for y in 1..<height - 1 {
                for start in (y * row + 3)..<((y + 1) * row - 3) {
                    var sum = 0
                    for line in [start - row, start, start + row] {
                        sum += Int(old[line - 3]) + Int(old[line]) + Int(old[line + 3])
                    }
                    smooth[start] = UInt8(sum / 9)
                }
            }
        }
        return PixelImage(width: width, height: height, pixels: smooth)
    }

    /// The picture at no more than `longest` pixels a side, nearest pixels kept.
    func fitted(to longest: Int) -> PixelImage {
        let side = max(width, height)
        guard side > longest else { return self }
        let (columns, rows) = (max(width * longest / side, 1), max(height * longest / side, 1))
        var small = PixelImage(width: columns, height: rows, filledWith: self[0, 0])
        for y in 0..<rows {
            for x in 0..<columns { small[x, y] = self[x * width / columns, y * height / rows] }
        }
        return small
    }
}
