extension ImageHeader {
    /// Reads the first chunk, which holds the size in each of the three kinds (RFC 9649 §2).
    static func webp(_ bytes: [UInt8]) -> ImageHeader? {
        var cursor = ByteCursor(bytes, at: 4)
        guard let size = cursor.number(4, .little), size + 8 <= bytes.count,
            cursor.take(4) != nil, let kind = cursor.take(4), cursor.take(4) != nil
        else { return nil }
        switch String(decoding: kind, as: UTF8.self) {
        case "VP8 ": return lossy(&cursor)
        case "VP8L": return lossless(&cursor)
        case "VP8X": return extended(&cursor)
        default: return nil
        }
    }

    /// A VP8 key frame: three bytes of tag, a start code, then the sides (RFC 6386 §9.1).
    private static func lossy(_ cursor: inout ByteCursor) -> ImageHeader? {
        guard cursor.take(3) != nil, cursor.take(3)?.elementsEqual([0x9D, 0x01, 0x2A]) == true,
            let width = cursor.number(2, .little), let height = cursor.number(2, .little)
        else { return nil }
        return ImageHeader(type: .webp, width: width & 0x3FFF, height: height & 0x3FFF)
    }

    private static func lossless(_ cursor: inout ByteCursor) -> ImageHeader? {
        guard cursor.byte() == 0x2F, let sides = cursor.number(4, .little) else { return nil }
        return ImageHeader(
            type: .webp, width: sides & 0x3FFF + 1, height: sides >> 14 & 0x3FFF + 1)
    }

    private static func extended(_ cursor: inout ByteCursor) -> ImageHeader? {
        guard let flags = cursor.byte(), cursor.take(3) != nil,
            let width = cursor.number(3, .little), let height = cursor.number(3, .little)
        else { return nil }
        return ImageHeader(
            type: .webp, width: width + 1, height: height + 1, severalFrames: flags & 0x02 != 0)
    }
}
