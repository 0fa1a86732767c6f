/// Writes PNG files of any kind, also such as no honest program writes.
struct PNGFile {
    var width: Int
    var height: Int
    var depth = 8
    /// 0 grey, 2 colour, 3 palette, 4 grey with alpha, 6 colour with alpha.
    var colour = 2
    /// Chunks between the header and the pixels.
    var chunks: [(name: String, body: [UInt8])] = []

    /// The file around a zlib stream of filtered rows.
    func bytes(stream: [UInt8]) -> [UInt8] {
        let header = big(width) + big(height) + [UInt8(depth), UInt8(colour), 0, 0, 0]
        let all = [("IHDR", header)] + chunks + [("IDAT", stream), ("IEND", [])]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + all.flatMap(chunk)
    }

    /// The file whose every pixel is the same bytes.
    func bytes(everyPixel pixel: [UInt8]) -> [UInt8] {
        let row = [0] + Array(repeatElement(pixel, count: width).joined())
        return bytes(rows: Array(repeatElement(row, count: height).joined()))
    }

    /// The file of rows that each begin with their filter, stored uncompressed.
    func bytes(rows: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        for start in stride(from: 0, to: rows.count, by: 65535) {
            let part = rows[start..<min(start + 65535, rows.count)]
            let count = UInt16(part.count)
            stream.append(start + part.count == rows.count ? 1 : 0)
            stream += [count, ~count].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
            stream += part
        }
        return bytes(stream: stream + big(Int(adler(rows))))
    }

    /// A black picture packed a hundred and fifty times over, which few bytes can claim.
    func blackBomb(bytesPerPixel: Int) -> [UInt8] {
        let zeros = height * (width * bytesPerPixel + 1)
        return bytes(stream: [0x78, 0x9C] + DeflatedZeros.stream(zeros) + big((zeros % 65521) << 16 | 1))
    }

    private func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        let named = Array(name.utf8) + body
        return big(body.count) + named + big(Int(CRC32.of(named)))
    }

    private func adler(_ bytes: [UInt8]) -> UInt32 {
        let sums = bytes.reduce((UInt32(1), UInt32(0))) { sums, byte in
            let a = (sums.0 + UInt32(byte)) % 65521
            return (a, (sums.1 + a) % 65521)
        }
        return sums.1 << 16 | sums.0
    }

    private func big(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}

/// Zeros under deflate with fixed codes: one literal, then copies of 258 (RFC 1951 §3.2.6).
enum DeflatedZeros {
    static func stream(_ count: Int) -> [UInt8] {
        var bits = BitWriter()
        let (copies, rest) = (count - 1).quotientAndRemainder(dividingBy: 258)
        let (lastFixedBlock, zero, copyOf258, end) = ("110", "00110000", "1100010100000", "0000000")
        bits.write(lastFixedBlock)
        bits.write(zero)
        bits.write(copyOf258, times: copies)
        bits.write(zero, times: rest)
        bits.write(end)
        return bits.bytes()
    }
}

/// Fills bytes from their lowest bit, as deflate does.
struct BitWriter {
    private var done: [UInt8] = []
    private var pending: UInt64 = 0
    private var count = 0

    mutating func write(_ bits: String, times: Int = 1) {
        let value = bits.utf8.reversed().reduce(UInt64(0)) { $0 << 1 | UInt64($1 & 1) }
        let width = bits.utf8.count
        for _ in 0..<times {
            pending |= value << UInt64(count)
            count += width
            while count >= 8 { flush() }
        }
    }

    consuming func bytes() -> [UInt8] {
        if count > 0 { flush() }
        return done
    }

    private mutating func flush() {
        done.append(UInt8(truncatingIfNeeded: pending))
        pending >>= 8
        count -= 8
    }
}

/// The checksum of PNG's chunks (PNG, 3rd edition, §5.5).
enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 1 ? 0xEDB8_8320 ^ crc >> 1 : crc >> 1 }
    }

    static func of(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
    }
}
