extension ImageHeader {
    /// Walks the markers up to the frame header (ITU-T T.81, B.1 and B.2.2).
    static func jpeg(_ bytes: [UInt8]) -> ImageHeader? {
        var cursor = ByteCursor(bytes, at: 2)
        while let marker = nextMarker(&cursor) {
            switch marker {
            case 0x01, 0xD0...0xD8:
                continue
            case 0xD9, 0xDA:
                return nil
            case 0xC0...0xCF where marker != 0xC4 && marker != 0xC8 && marker != 0xCC:
                return scansAreFew(bytes) ? frame(&cursor) : nil
            default:
                guard let length = cursor.number(2, .big), cursor.take(length - 2) != nil else { return nil }
            }
        }
        return nil
    }

    private static func nextMarker(_ cursor: inout ByteCursor) -> UInt8? {
        guard cursor.byte() == 0xFF else { return nil }
        var marker = cursor.byte()
        while marker == 0xFF { marker = cursor.byte() }
        return marker == 0 ? nil : marker
    }

    private static func frame(_ cursor: inout ByteCursor) -> ImageHeader? {
        guard cursor.number(2, .big) != nil, let precision = cursor.byte(),
            let height = cursor.number(2, .big), let width = cursor.number(2, .big),
            let components = cursor.byte(), precision == 8, width > 0, height > 0
        else { return nil }
        return ImageHeader(type: .jpeg, width: width, height: height, plainColour: components == 3)
    }

    /// A progressive JPEG needs about ten scans; thousands cost minutes to decode.
    private static func scansAreFew(_ bytes: [UInt8]) -> Bool {
        var scans = 0
        var previous: UInt8 = 0
        for byte in bytes {
            if previous == 0xFF && byte == 0xDA { scans += 1 }
            previous = byte
        }
        return scans <= 100
    }
}
