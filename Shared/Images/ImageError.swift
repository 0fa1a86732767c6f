package import Domain

/// Why an image is refused or could not be changed.
package enum ImageError: Error, Sendable, Hashable {
    /// The bytes begin like no type we take.
    case unknownType(firstBytes: [UInt8])
    /// The type is known, but what follows is cut short, damaged or of an odd kind.
    case damaged(ImageType)
    case tooManyBytes(Int, allowed: Int)
    case tooManyPixels(width: Int, height: Int, allowed: Int)
    case tooSmall(width: Int, height: Int, least: Int)
    case tooLong(width: Int, height: Int, allowed: Int)
    case severalFrames(ImageType)
    /// A perturbation whose numbers lie outside their range.
    case impossible(Perturbation.Kind)
    /// libvips failed where the image is not to blame, as without memory.
    case libraryFailed(function: String, text: String)
}

extension ImageError {
    /// The code of an import error (FORMATS §1); nil where intake cannot meet it.
    package var code: Code? {
        switch self {
        case .unknownType, .damaged: .undecodable
        case .tooManyBytes, .tooManyPixels: .tooLarge
        case .tooSmall: .tooSmall
        case .tooLong: .aspect
        case .severalFrames: .animated
        case .impossible, .libraryFailed: nil
        }
    }

    package enum Code: String, Sendable, Hashable, Codable {
        case undecodable = "image_undecodable"
        case tooLarge = "image_too_large"
        case tooSmall = "image_too_small"
        case aspect = "image_aspect"
        case animated = "image_animated"
    }
}

extension ImageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownType(let firstBytes):
            firstBytes.isEmpty
                ? "empty; a JPEG, PNG, WebP, GIF or TIFF is needed"
                : "not a JPEG, PNG, WebP, GIF or TIFF (first bytes \(Self.hex(firstBytes)))"
        case .damaged(let type):
            "a \(type) that is cut short, damaged or of a rare kind; save it again as PNG or JPEG"
        case .tooManyBytes(let count, let allowed):
            "\(count) bytes; at most \(allowed) are taken"
        case .tooManyPixels(let width, let height, let allowed):
            "\(width) × \(height) pixels are too much to decode; at most \(allowed) are taken"
        case .tooSmall(let width, let height, let least):
            "\(width) × \(height) pixels; each side needs at least \(least)"
        case .tooLong(let width, let height, let allowed):
            "\(width) × \(height) pixels; the longer side may be at most \(allowed) times the shorter"
        case .severalFrames(let type):
            "a \(type) of several frames or pages; send the one that is meant"
        case .impossible(let kind):
            "perturbation \(kind) is impossible: step is 0…999, sigma above 0 up to 64, "
                + "factor above 0 and below 1"
        case .libraryFailed(let function, let text):
            "libvips failed in \(function): \(text)"
        }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
    }
}
