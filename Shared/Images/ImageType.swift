/// A file format we take in, told by its first bytes and never by a name.
package enum ImageType: String, Sendable, Hashable, CaseIterable, Codable {
    case jpeg
    case png
    case webp
    case tiff
    case gif

    /// What a `Content-Type` field or a data URL calls it.
    package var mediaType: String { "image/\(rawValue)" }

    /// Tells the type; nil if the bytes begin like none of them.
    package init?(of bytes: [UInt8]) {
        let matching = Self.allCases.first { type in
            type.signatures.contains { bytes.starts(with: $0.start) && bytes.matches($0) }
        }
        guard let matching else { return nil }
        self = matching
    }
}

extension ImageType: CustomStringConvertible {
    package var description: String {
        switch self {
        case .jpeg: "JPEG"
        case .png: "PNG"
        case .webp: "WebP"
        case .tiff: "TIFF"
        case .gif: "GIF"
        }
    }
}

extension ImageType {
    /// Bytes a file starts with, and for WebP what follows after the file's size.
    struct Signature {
        let start: [UInt8]
        var atEight: [UInt8] = []
    }

    private var signatures: [Signature] {
        switch self {
        case .jpeg: [Signature(start: [0xFF, 0xD8, 0xFF])]
        case .png: [Signature(start: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])]
        case .webp: [Signature(start: Array("RIFF".utf8), atEight: Array("WEBP".utf8))]
        case .tiff: [Signature(start: [0x49, 0x49, 42, 0]), Signature(start: [0x4D, 0x4D, 0, 42])]
        case .gif: [Signature(start: Array("GIF87a".utf8)), Signature(start: Array("GIF89a".utf8))]
        }
    }
}

extension [UInt8] {
    fileprivate func matches(_ signature: ImageType.Signature) -> Bool {
        dropFirst(8).starts(with: signature.atEight)
    }
}
