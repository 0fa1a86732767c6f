extension ImageHeader {
    /// Walks all chunks, and so tells a file that is cut short (PNG, 3rd edition, §5 and §11).
    static func png(_ bytes: [UInt8]) -> ImageHeader? {
        var cursor = ByteCursor(bytes, at: 8)
        guard cursor.number(4, .big) == 13, cursor.take(4)?.elementsEqual("IHDR".utf8) == true,
            let width = cursor.number(4, .big), let height = cursor.number(4, .big),
            let depth = cursor.byte(), let colour = cursor.byte(), cursor.take(7) != nil,
            width > 0, height > 0, let seen = chunks(&cursor)
        else { return nil }
        return ImageHeader(
            type: .png, width: width, height: height, severalFrames: seen.animation,
            plainColour: depth == 8 && colour == 2 && !seen.transparency)
    }

    /// What stands between the header and IEND; nil if no IEND comes.
    private static func chunks(_ cursor: inout ByteCursor) -> (animation: Bool, transparency: Bool)? {
        var seen = (animation: false, transparency: false)
        while let length = cursor.number(4, .big), let name = cursor.take(4),
            cursor.take(length) != nil, cursor.take(4) != nil
        {
            if name.elementsEqual("IEND".utf8) { return seen }
            if name.elementsEqual("acTL".utf8) { seen.animation = true }
            if name.elementsEqual("tRNS".utf8) { seen.transparency = true }
        }
        return nil
    }
}
