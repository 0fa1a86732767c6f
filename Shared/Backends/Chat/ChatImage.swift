package import Digests
import Foundation

/// A picture as it is sent: its base64 is made once and shared by all calls.
package struct ChatImage: Sendable {
    /// What servers are known to decode (BACKENDS §11).
    package enum MediaType: String, Sendable {
        case png = "image/png"
        case jpeg = "image/jpeg"
    }

    /// Of exactly the bytes that are sent, so a perturbed picture has its own.
    package let sha256: SHA256Digest
    let dataURL: [UInt8]

    package init(bytes: [UInt8], type: MediaType) {
        sha256 = SHA256Digest(of: bytes)
        dataURL = Array("data:\(type.rawValue);base64,".utf8) + Data(bytes).base64EncodedData()
    }
}

extension ChatImage.MediaType {
    /// The type by its first bytes; intake stores JPEG and PNG alone (BACKENDS §11).
    package static func of(_ bytes: [UInt8]) -> Self { bytes.starts(with: [0xFF, 0xD8]) ? .jpeg : .png }
}

extension ChatImage: CustomStringConvertible, CustomReflectable {
    /// The digest alone: a picture never reaches a log.
    package var description: String { "image \(sha256)" }
    package var customMirror: Mirror { Mirror(self, children: ["sha256": sha256]) }
}
