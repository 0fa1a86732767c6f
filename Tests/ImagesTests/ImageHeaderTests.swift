import Testing

@testable import Images

@Suite struct ImageHeaderTests {
    @Test(arguments: [
        (Fixture.webpLossless, ImageType.webp), (Fixture.webpLossy, .webp), (Fixture.webpAlpha, .webp),
        (Fixture.gif, .gif), (Fixture.cmykJPEG, .jpeg), (Fixture.greyJPEG, .jpeg),
        (Fixture.progressiveJPEG, .jpeg), (Fixture.rgbJPEG, .jpeg), (Fixture.palette, .png),
        (Fixture.tiffLZW, .tiff),
    ])
    func `type and sides are read from the header`(bytes: [UInt8], type: ImageType) throws {
        let header = try ImageHeader.inspect(bytes)
        #expect(header.type == type)
        #expect(header.width == 32)
        #expect(header.height == 28)
    }

    @Test(arguments: [
        (Fixture.webpAnimated, ImageType.webp), (Fixture.gifAnimated, .gif), (Fixture.apng, .png),
        (Fixture.tiffPages, .tiff),
    ])
    func `several frames or pages are refused`(bytes: [UInt8], type: ImageType) {
        #expect(throws: ImageError.severalFrames(type)) { try ImageHeader.inspect(bytes) }
    }

    @Test func `HTML that is called a JPEG is told by its first bytes`() {
        let error = #expect(throws: ImageError.self) {
            try ImageHeader.inspect(Array("<html><body>404</body></html>".utf8))
        }
        #expect(error?.code?.rawValue == "image_undecodable")
        #expect(error?.description == "not a JPEG, PNG, WebP, GIF or TIFF (first bytes 3c 68 74 6d)")
    }

    @Test(arguments: ["", "B", "BM6\u{0}", "%PDF-1.7", "RIFF\u{4}\u{0}\u{0}\u{0}WAVE", "<svg></svg>"])
    func `other types and scraps are unknown`(text: String) {
        let bytes = Array(text.utf8)
        #expect(throws: ImageError.unknownType(firstBytes: Array(bytes.prefix(4)))) {
            try ImageHeader.inspect(bytes)
        }
    }

    @Test func `more bytes than allowed are refused unseen`() {
        var limits = ImageLimits()
        limits.bytes = 100
        let error = #expect(throws: ImageError.self) {
            try ImageHeader.inspect(Fixture.rgbJPEG, limits: limits)
        }
        #expect(error == .tooManyBytes(380, allowed: 100))
        #expect(error?.code == .tooLarge)
    }

    @Test(
        arguments: [
            (8000, 8000, nil), (8001, 8000, "image_too_large"), (60000, 60000, "image_too_large"),
            (28, 28, nil), (27, 28, "image_too_small"), (28, 27, "image_too_small"),
            (5600, 28, nil), (5601, 28, "image_aspect"), (28, 5601, "image_aspect"),
            (Int(Int32.max), Int(Int32.max), "image_too_large"),
        ] as [(Int, Int, String?)])
    func `sides are held against the limits`(width: Int, height: Int, code: String?) {
        let file = PNGFile(width: width, height: height).bytes(stream: [])
        var found: String?
        do { _ = try ImageHeader.inspect(file) } catch { found = error.code?.rawValue }
        #expect(found == code)
    }

    @Test func `messages name what came and what is allowed`() {
        #expect(
            "\(ImageError.tooSmall(width: 5, height: 9, least: 28))"
                == "5 × 9 pixels; each side needs at least 28")
        #expect(
            "\(ImageError.tooManyPixels(width: 60000, height: 60000, allowed: 64_000_000))"
                == "60000 × 60000 pixels are too much to decode; at most 64000000 are taken")
        #expect("\(ImageError.severalFrames(.gif))".hasPrefix("a GIF of several frames"))
    }

    @Test func `a JPEG of thousands of scans is refused`() {
        let scan: [UInt8] = [0xFF, 0xDA, 0, 2, 0]
        let bomb = Fixture.rgbJPEG + Array(repeatElement(scan, count: 2000).joined())
        #expect(throws: ImageError.damaged(.jpeg)) { try ImageHeader.inspect(bomb) }
    }
}
