import Digests

/// A clean image as exports name it: `images/ab/ab12….png`.
struct ExportedImage: Sendable, Hashable {
    let sha256: SHA256Digest
    let mediaType: String

    /// Its path within a split.
    var path: String {
        let hex = sha256.hex
        return "images/\(hex.prefix(2))/\(hex).\(mediaType == "image/jpeg" ? "jpg" : "png")"
    }
}
