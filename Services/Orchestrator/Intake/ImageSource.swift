import Digests
import Foundation

/// Where a line of samples says its image is.
enum ImageSource: Sendable, Hashable {
    /// A file below an allowed root, or a part of the same upload.
    case path(String)
    case data([UInt8])
    /// An image that was stored before.
    case sha256(SHA256Digest)
    case url(String)

    /// Reads a bare string, which may be any of them; nil for data that is no base64.
    init?(_ text: String) {
        if text.hasPrefix("data:") {
            guard let comma = text.firstIndex(of: ","), text[..<comma].hasSuffix(";base64"),
                let bytes = Self.decoded(text[text.index(after: comma)...])
            else { return nil }
            self = .data(bytes)
        } else if text.hasPrefix("http://") || text.hasPrefix("https://") {
            self = .url(text)
        } else if let digest = SHA256Digest(hex: text) {
            self = .sha256(digest)
        } else {
            self = .path(text)
        }
    }

    /// Base64 (RFC 4648 §4), strictly: padded, and nothing between; nil for anything else.
    static func decoded(_ text: some StringProtocol) -> [UInt8]? {
        Data(base64Encoded: String(text)).map { Array($0) }
    }
}
