package import HTTPTypes

/// What a part of a multipart content says of itself.
package struct MultipartHead: Sendable, Equatable {
    /// The form field's name.
    package let name: String
    /// The file's name as the client gave it: never a path to trust.
    package let filename: String?
    package let fields: HTTPFields

    package var contentType: String? { fields[.contentType] }

    /// Reads the lines of a head, without the empty one.
    init(_ bytes: Span<UInt8>, in head: Range<Int>) throws(MultipartError) {
        var fields = HTTPFields()
        var start = head.lowerBound
        while start < head.upperBound {
            let feed = bytes.firstLineFeed(in: start..<head.upperBound) ?? head.upperBound
            guard feed > start, feed < head.upperBound, bytes[feed - 1] == Ascii.carriageReturn else {
                throw .malformedHead
            }
            fields.append(try Self.field(bytes, in: start..<feed - 1))
            start = feed + 1
        }
        guard let disposition = fields[.contentDisposition].flatMap(FieldParameters.init),
            disposition.value == "form-data", let name = disposition["name"]
        else { throw .nameMissing }
        self.name = name
        filename = disposition["filename"]
        self.fields = fields
    }

    private static func field(
        _ bytes: Span<UInt8>, in line: Range<Int>
    ) throws(MultipartError) -> HTTPField {
        guard let parts = try? FieldLine(bytes, in: line, isFirst: false),
            let name = HTTPField.Name(String(decoding: bytes.copy(parts.name), as: UTF8.self))
        else { throw .malformedHead }
        return HTTPField(name: name, lenientValue: bytes.copy(parts.value))
    }
}
