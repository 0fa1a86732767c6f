import Digests
import Testing

@testable import Images

@Suite struct StoredImageTests {
    @Test(arguments: [Fixture.rgbJPEG, Fixture.progressiveJPEG])
    func `a JPEG that needs no change stays byte for byte`(bytes: [UInt8]) throws {
        let stored = try StoredImage.intake(bytes)
        #expect(stored.bytes == bytes)
        #expect(stored.type == .jpeg)
        #expect(stored.sha256 == SHA256Digest(of: bytes))
        #expect(try names(stored) == "rgby")
    }

    @Test func `a PNG that needs no change stays byte for byte`() throws {
        let bytes = try Quarters.image().png()
        let stored = try StoredImage.intake(bytes)
        #expect(stored.bytes == bytes)
        #expect((stored.width, stored.height) == (64, 48))
    }

    @Test(arguments: [
        Fixture.webpLossless, Fixture.webpLossy, Fixture.gif, Fixture.palette, Fixture.tiffLZW,
        Fixture.cmykJPEG,
    ])
    func `other types and kinds become PNG and look the same`(bytes: [UInt8]) throws {
        let stored = try StoredImage.intake(bytes)
        #expect(stored.type == .png)
        #expect(ImageType(of: stored.bytes) == .png)
        #expect((stored.width, stored.height) == (32, 28))
        #expect(try names(stored) == "rgby")
        #expect(try StoredImage.intake(stored.bytes) == stored)
    }

    @Test func `lossless types keep every value`() throws {
        let quarters = Quarters.image(width: 32, height: 28)
        for bytes in [Fixture.webpLossless, Fixture.gif, Fixture.palette, Fixture.tiffLZW] {
            #expect(try PixelImage(decoding: bytes) == quarters)
        }
    }

    @Test(arguments: 1...8)
    func `EXIF orientation is applied`(orientation: Int) throws {
        let upright = try Quarters.image().jpeg(quality: 95)
        let stored = try StoredImage.intake(EXIF.oriented(upright, UInt8(orientation)))
        let expected = ["rgby", "gryb", "ybgr", "byrg", "rbgy", "bryg", "ygbr", "gyrb"]
        let names = try names(stored)
        #expect(names == expected[orientation - 1])
        #expect(stored.type == (orientation == 1 ? .jpeg : .png))
        #expect((stored.width, stored.height) == (orientation < 5 ? (64, 48) : (48, 64)))
        #expect(try StoredImage.intake(stored.bytes) == stored, "turned once, not twice")
    }

    @Test func `a TIFF is turned as it says`() throws {
        let file = TIFFFile(width: 64, height: 48, orientation: 3).bytes(pixels: Quarters.image().pixels)
        #expect(try names(StoredImage.intake(file)) == "ybgr")
    }

    @Test(
        arguments: [
            (PNGFile(width: 30, height: 30, depth: 8, colour: 0), [0x80], [128, 128, 128]),
            (PNGFile(width: 30, height: 30, depth: 16, colour: 0), [0x80, 0x12], [128, 128, 128]),
            (PNGFile(width: 30, height: 30, depth: 16, colour: 2), [10, 1, 20, 2, 30, 3], [10, 20, 30]),
            (PNGFile(width: 30, height: 30, depth: 8, colour: 6), [10, 20, 30, 255], [10, 20, 30]),
            (PNGFile(width: 30, height: 30, depth: 8, colour: 6), [10, 20, 30, 0], [255, 255, 255]),
            (PNGFile(width: 30, height: 30, depth: 8, colour: 6), [0, 100, 200, 128], [127, 177, 227]),
            (
                PNGFile(width: 30, height: 30, depth: 16, colour: 6), [0, 0, 100, 0, 200, 0, 128, 0],
                [127, 177, 227]
            ),
            (PNGFile(width: 30, height: 30, depth: 8, colour: 4), [0, 0], [255, 255, 255]),
            (
                PNGFile(width: 30, height: 30, chunks: [("tRNS", [0, 1, 0, 2, 0, 3])]), [1, 2, 3],
                [255, 255, 255]
            ),
        ] as [(PNGFile, [UInt8], [UInt8])])
    func `grey, deep and transparent PNGs become opaque 8-bit colour`(
        file: PNGFile, pixel: [UInt8], colour: [UInt8]
    ) throws {
        let bytes = file.bytes(everyPixel: pixel)
        let stored = try StoredImage.intake(bytes)
        let seen = try PixelImage(decoding: stored.bytes).colour(x: 15, y: 15)
        #expect(zip(seen, colour).allSatisfy { abs(Int($0) - Int($1)) <= 1 }, "\(seen)")
        #expect(stored.bytes != bytes)
    }

    @Test func `a grey JPEG becomes three bands`() throws {
        let stored = try StoredImage.intake(Fixture.greyJPEG)
        #expect(stored.type == .png)
        let colour = try PixelImage(decoding: stored.bytes).colour(x: 8, y: 7)
        #expect(Set(colour).count == 1)
    }

    @Test func `CMYK and 16-bit TIFFs are converted`() throws {
        let noInk = TIFFFile(width: 40, height: 30, photometric: 5, samples: 4)
        let white = try PixelImage(decoding: noInk.bytes(pixels: [UInt8](repeating: 0, count: 4800)))
        #expect(white.colour(x: 20, y: 15).allSatisfy { $0 > 250 })
        let deep = TIFFFile(width: 40, height: 30, bits: 16)
        let grey = try PixelImage(decoding: deep.bytes(pixels: [UInt8](repeating: 0x40, count: 7200)))
        #expect(grey.colour(x: 20, y: 15) == [64, 64, 64])
    }

    @Test func `above the cap an image is scaled down once`() throws {
        let stored = try StoredImage.intake(Quarters.image(width: 1400, height: 1050).jpeg())
        #expect(stored.type == .png)
        #expect((stored.width, stored.height) == (1156, 867))
        #expect(stored.width * stored.height <= 1_003_520)
        #expect(try names(stored) == "rgby")
        #expect(try StoredImage.intake(stored.bytes) == stored)
    }

    @Test func `at the cap an image stays as it is`() throws {
        let bytes = try PixelImage(width: 1120, height: 896, red: 1, green: 2, blue: 3).png(compression: 1)
        #expect(try StoredImage.intake(bytes).bytes == bytes)
    }

    private func names(_ stored: StoredImage) throws -> String {
        Quarters.names(in: try PixelImage(decoding: stored.bytes))
    }
}
