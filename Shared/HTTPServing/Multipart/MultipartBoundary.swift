/// What stands between the parts of a multipart content (RFC 2046 §5.1.1).
struct MultipartBoundary: Sendable, Equatable {
    /// A line end, two dashes and the boundary: what ends a part.
    let delimiter: [UInt8]

    /// 1 to 70 characters of those allowed, no space at the end.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        let isAllowed = bytes.allSatisfy { byte in
            ByteClass.table[Int(byte)] & (ByteClass.digit | ByteClass.hex) != 0
                || (0x61...0x7A).contains(byte | 0x20) || Ascii.contains(byte, "'()+_,-./:=? ")
        }
        guard (1...70).contains(bytes.count), isAllowed, bytes.last != Ascii.space else { return nil }
        delimiter = [Ascii.carriageReturn, Ascii.lineFeed, Ascii.dash, Ascii.dash] + bytes
    }

    /// Reads a Content-Type of multipart/form-data; nil for any other.
    init?(contentType: String) {
        guard let type = FieldParameters(contentType), type.value == "multipart/form-data",
            let boundary = type["boundary"]
        else { return nil }
        self.init(boundary)
    }
}
