extension ImageHeader {
    /// Walks the blocks up to the second image or the trailer (GIF89a §18–27).
    static func gif(_ bytes: [UInt8]) -> ImageHeader? {
        var cursor = ByteCursor(bytes, at: 6)
        guard let width = cursor.number(2, .little), let height = cursor.number(2, .little),
            let flags = cursor.byte(), cursor.take(2) != nil, skipColours(flags, &cursor),
            width > 0, height > 0
        else { return nil }
        var images = 0
        while images < 2, let introducer = cursor.byte() {
            switch introducer {
            case 0x21:
                guard cursor.byte() != nil, skipBlocks(&cursor) else { return nil }
            case 0x2C:
                images += 1
                guard images == 2 || skipImage(&cursor) else { return nil }
            case 0x3B:
                return images == 0 ? nil : ImageHeader(type: .gif, width: width, height: height)
            default:
                return nil
            }
        }
        return images < 2
            ? nil : ImageHeader(type: .gif, width: width, height: height, severalFrames: true)
    }

    private static func skipImage(_ cursor: inout ByteCursor) -> Bool {
        guard cursor.take(8) != nil, let flags = cursor.byte(), skipColours(flags, &cursor),
            cursor.byte() != nil
        else { return false }
        return skipBlocks(&cursor)
    }

    private static func skipColours(_ flags: UInt8, _ cursor: inout ByteCursor) -> Bool {
        flags & 0x80 == 0 || cursor.take(3 << (Int(flags & 7) + 1)) != nil
    }

    private static func skipBlocks(_ cursor: inout ByteCursor) -> Bool {
        while let length = cursor.byte() {
            if length == 0 { return true }
            guard cursor.take(Int(length)) != nil else { return false }
        }
        return false
    }
}
