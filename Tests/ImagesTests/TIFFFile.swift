/// Writes little-endian TIFF files of one uncompressed strip.
struct TIFFFile {
    var width: Int
    var height: Int
    /// 1 black is zero, 2 RGB, 5 CMYK.
    var photometric = 2
    var bits = 8
    var samples = 3
    var orientation = 1
    /// Where a second page is said to be.
    var next = 0

    func bytes(pixels: [UInt8]) -> [UInt8] {
        let tags: [(Int, Int)] =
            [
                (256, width), (257, height), (258, bits), (259, 1), (262, photometric), (273, 8),
                (274, orientation), (277, samples), (278, height), (279, pixels.count),
            ] + (samples == 4 && photometric == 2 ? [(338, 2)] : [])
        let offset = 8 + pixels.count
        var file = Array("II".utf8) + little(42, 2) + little(offset, 4) + pixels + little(tags.count, 2)
        for (tag, value) in tags {
            file += entry(tag, value, at: offset + 2 + tags.count * 12 + 4)
        }
        return file + little(next, 4) + Array(repeatElement(little(bits, 2), count: samples).joined())
    }

    /// BitsPerSample is one number a sample, which for three does not fit into the entry.
    private func entry(_ tag: Int, _ value: Int, at end: Int) -> [UInt8] {
        let isOutside = tag == 258 && samples > 2
        let (type, count) = tag == 258 ? (3, samples) : (4, 1)
        let field = isOutside ? little(end, 4) : little(value, type == 3 ? 2 : 4) + (type == 3 ? [0, 0] : [])
        return little(tag, 2) + little(type, 2) + little(count, 4) + field
    }

    private func little(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
