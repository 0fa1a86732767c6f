/// A connected piece of foreground: its pixels and the box around them.
struct Segment: Sendable {
    private(set) var pixels: [Int] = []
    private(set) var left = Int.max
    private(set) var top = Int.max
    private(set) var right = Int.min
    private(set) var bottom = Int.min

    var width: Int { right - left + 1 }
    var height: Int { bottom - top + 1 }

    mutating func add(_ pixel: Int, rowLength: Int) {
        let (y, x) = pixel.quotientAndRemainder(dividingBy: rowLength)
        pixels.append(pixel)
        left = min(left, x)
        right = max(right, x)
        top = min(top, y)
        bottom = max(bottom, y)
    }

    /// The segment as a grid of cells, each true where it covers the cell's middle.
    func grid(columns: Int, rows: Int, rowLength: Int) -> [Bool] {
        var filled = [Bool](repeating: false, count: width * height)
        for pixel in pixels {
            let (y, x) = pixel.quotientAndRemainder(dividingBy: rowLength)
            filled[(y - top) * width + x - left] = true
        }
        return (0..<rows * columns).map { cell in
            let x = (2 * (cell % columns) + 1) * width / (2 * columns)
            let y = (2 * (cell / columns) + 1) * height / (2 * rows)
            return filled[y * width + x]
        }
    }
}
