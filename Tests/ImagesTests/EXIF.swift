/// Puts an EXIF orientation into a JPEG, as a camera does (EXIF 2.3 §4.7.2).
enum EXIF {
    static func oriented(_ jpeg: [UInt8], _ orientation: UInt8) -> [UInt8] {
        let directory: [UInt8] = [
            0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0,
            0,
        ]
        let body = Array("Exif".utf8) + [0, 0] + directory
        return jpeg.prefix(2) + [0xFF, 0xE1, 0, UInt8(body.count + 2)] + body + jpeg.dropFirst(2)
    }
}
