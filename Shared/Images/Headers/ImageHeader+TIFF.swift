extension ImageHeader {
    /// Reads the first directory; a second one is another page (TIFF 6.0, section 2).
    static func tiff(_ bytes: [UInt8]) -> ImageHeader? {
        let order: ByteCursor.Order = bytes[0] == 0x49 ? .little : .big
        var cursor = ByteCursor(bytes, at: 4)
        guard let start = cursor.number(4, order) else { return nil }
        cursor = ByteCursor(bytes, at: start)
        guard let count = cursor.number(2, order) else { return nil }
        var sides: [Int: Int] = [:]
        for _ in 0..<count {
            guard let entry = entry(&cursor, order) else { return nil }
            if entry.tag == 256 || entry.tag == 257 { sides[entry.tag] = entry.value }
        }
        guard let next = cursor.number(4, order), let width = sides[256], let height = sides[257]
        else { return nil }
        return ImageHeader(type: .tiff, width: width, height: height, severalFrames: next != 0)
    }

    private static func entry(
        _ cursor: inout ByteCursor, _ order: ByteCursor.Order
    ) -> (tag: Int, value: Int)? {
        guard let tag = cursor.number(2, order), let type = cursor.number(2, order),
            cursor.take(4) != nil, let value = cursor.take(4)
        else { return nil }
        let short = 3
        var field = ByteCursor(Array(value))
        return field.number(type == short ? 2 : 4, order).map { (tag, $0) }
    }
}
