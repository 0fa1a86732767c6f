import Testing

@testable import Images

@Suite struct PixelImageTests {
    @Test(arguments: [0, 1, 6, 9])
    func `a PNG gives back every value`(compression: Int) throws {
        let image = gradient
        let file = try image.png(compression: compression)
        #expect(ImageType(of: file) == .png)
        #expect(try PixelImage(decoding: file) == image)
    }

    @Test func `more compression makes fewer bytes`() throws {
        let sizes = try [0, 1, 6, 9].map { try gradient.png(compression: $0).count }
        #expect(sizes[1] < sizes[0])
        #expect(sizes[2] < sizes[1] / 4)
        #expect(sizes[3] <= sizes[2])
    }

    @Test func `a JPEG of higher quality is larger and closer`() throws {
        let (rough, fine) = try (gradient.jpeg(quality: 20), gradient.jpeg(quality: 95))
        #expect(rough.count < fine.count)
        #expect(try distance(PixelImage(decoding: rough)) > distance(PixelImage(decoding: fine)))
        #expect(try distance(PixelImage(decoding: fine)) < 2)
    }

    private var gradient: PixelImage {
        var pixels: [UInt8] = []
        for y in 0..<48 {
            for x in 0..<64 { pixels += [UInt8(x * 4), UInt8(y * 5), UInt8((x + y) * 2)] }
        }
        return PixelImage(width: 64, height: 48, pixels: pixels)
    }

    private func distance(_ other: PixelImage) -> Double {
        let sum = zip(gradient.pixels, other.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
        return Double(sum) / Double(other.pixels.count)
    }
}
