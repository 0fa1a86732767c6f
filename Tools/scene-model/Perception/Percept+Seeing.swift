import Images

extension Percept {
    /// Pictures are looked at with no more pixels a side than this.
    static let sharpness = 160
    private static let leastInk = 12
    private static let leastObject = 45

    /// Looks at a picture: pixels in, objects and a word out, no ground truth.
    init(seeing picture: PixelImage) {
        let scene = Segmentation(of: picture.fitted(to: Self.sharpness))
        var seen = Percept.nothing
        seen.content.ground = HueNaming.nameGround(scene.ground)
        var letters: [Segment] = []
        for segment in scene.segments where segment.pixels.count >= Self.leastInk {
            seen.add(segment, of: scene, letters: &letters)
        }
        if let read = WordReading.read(letters, rowLength: scene.raster.width) {
            seen.content.word = read.word
            seen.wordConfidence = read.confidence
        }
        self = seen
    }

    /// Takes a segment as a letter or an object, or leaves it as a speck.
    private mutating func add(_ segment: Segment, of scene: Segmentation, letters: inout [Segment]) {
        let (paint, certainty) = HueNaming.name(scene.raster.paint(of: segment))
        guard case .hue(let hue) = paint else { return letters.append(segment) }
        guard segment.pixels.count >= Self.leastObject else { return }
        let (shape, confidence) = ShapeNaming.name(segment, rowLength: scene.raster.width)
        let size = Size(seenAs: (segment.width + segment.height) / 2)
        content.looks.append(Look(size: size, hue: hue, shape: shape))
        confidences.append(min(certainty, confidence))
    }
}

extension PixelImage {
    /// The mean colour of a segment without its rim, which mixes with the ground.
    fileprivate func paint(of segment: Segment) -> Colour {
        let middle = (x: (segment.left + segment.right) / 2, y: (segment.top + segment.bottom) / 2)
        let (reach, drop) = (max(segment.width / 4, 1), max(segment.height / 4, 1))
        let inner = segment.pixels.filter { pixel in
            abs(pixel % width - middle.x) <= reach && abs(pixel / width - middle.y) <= drop
        }
        return mean(of: inner.isEmpty ? segment.pixels : inner)
    }

    private func mean(of places: [Int]) -> Colour {
        func channel(_ offset: Int) -> UInt8 {
            UInt8(places.reduce(0) { $0 + Int(pixels[$1 * 3 + offset]) } / places.count)
        }
        return Colour(channel(0), channel(1), channel(2))
    }
}
