import Testing

@testable import Images

@Suite struct DamagedFileTests {
    @Test func `a JPEG cut short anywhere is refused`() throws {
        for whole in [Fixture.rgbJPEG, Fixture.progressiveJPEG, try Quarters.image().jpeg()] {
            expectRefused(whole, as: .jpeg, cuts: 4..<whole.count)
        }
    }

    @Test func `a PNG cut short anywhere is refused`() throws {
        let whole = try Quarters.image().png()
        expectRefused(whole, as: .png, cuts: 8..<whole.count)
        expectRefused(Fixture.palette, as: .png, cuts: 8..<Fixture.palette.count)
    }

    @Test func `a WebP, a GIF and a TIFF cut short anywhere are refused`() {
        expectRefused(Fixture.webpLossy, as: .webp, cuts: 12..<Fixture.webpLossy.count)
        expectRefused(Fixture.webpLossless, as: .webp, cuts: 12..<Fixture.webpLossless.count)
        expectRefused(Fixture.gif, as: .gif, cuts: 6..<Fixture.gif.count)
        expectRefused(Fixture.tiffLZW, as: .tiff, cuts: 4..<Fixture.tiffLZW.count)
    }

    @Test func `pixels that are missing inside a whole file are refused`() {
        let file = PNGFile(width: 64, height: 48)
        #expect(throws: ImageError.damaged(.png)) {
            try PixelImage(decoding: file.bytes(rows: [UInt8](repeating: 0, count: 40 * 193)))
        }
    }

    @Test func `a flipped bit in a PNG's pixels is refused`() throws {
        var bytes = PNGFile(width: 64, height: 48).bytes(everyPixel: [1, 2, 3])
        bytes[bytes.count / 2] ^= 1
        let damaged = bytes
        #expect(throws: ImageError.damaged(.png)) { try PixelImage(decoding: damaged) }
    }

    @Test(arguments: [UInt64(1), 2, 3, 4])
    func `mutated files are read or refused, and never crash`(seed: UInt64) {
        var random = SplitMix(state: seed)
        let wholes = [
            Fixture.webpLossless, Fixture.webpLossy, Fixture.webpAlpha, Fixture.webpAnimated, Fixture.gif,
            Fixture.gifAnimated, Fixture.cmykJPEG, Fixture.progressiveJPEG, Fixture.rgbJPEG, Fixture.apng,
            Fixture.palette, Fixture.tiffLZW, Fixture.tiffPages,
        ]
        for _ in 0..<60 {
            for var bytes in wholes {
                for _ in 0..<Int.random(in: 1...6, using: &random) {
                    let index = Int.random(in: 0..<bytes.count, using: &random)
                    bytes[index] = UInt8.random(in: 0...255, using: &random)
                }
                let cut =
                    Bool.random(using: &random) ? bytes.count : .random(in: 0...bytes.count, using: &random)
                expectAnswer(Array(bytes.prefix(cut)), seed)
            }
        }
    }

    private func expectAnswer(_ bytes: [UInt8], _ seed: UInt64) {
        do {
            let stored = try StoredImage.intake(bytes)
            #expect(stored.width * stored.height <= 1_003_520, "seed \(seed)")
        } catch {
            #expect(error.code != nil, "seed \(seed): \(error)")
        }
    }

    private func expectRefused(_ whole: [UInt8], as type: ImageType, cuts: Range<Int>) {
        let taken = cuts.filter { (try? PixelImage(decoding: Array(whole.prefix($0)))) != nil }
        #expect(taken.isEmpty, "a \(type) of \(whole.count) bytes was taken when cut to \(taken)")
    }
}

/// Random numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
